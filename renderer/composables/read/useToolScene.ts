import { contourKey } from '#shared/domain/contour'
import type { BoundaryId } from '#shared/domain/structures'
import { partnerBoundary } from '#renderer/canvas/tools/partnerBoundary'
import type { ToolScene } from '#renderer/canvas/tools/toolState'
import type { PaneModel } from '#renderer/components/read/paneModel'
import { useAppStore } from '#renderer/stores/app'
import { useReadingStore } from '#renderer/stores/reading'
import { useToolsStore } from '#renderer/stores/readingTools'
import { useSegmentationStore } from '#renderer/stores/segmentation'

/** What the tool in hand works on in a pane. */
export function useToolScene() {
  const app = useAppStore()
  const reading = useReadingStore()
  const tools = useToolsStore()
  const store = useSegmentationStore()

  return ({ slice, phase }: PaneModel): ToolScene => {
    const grid = reading.grid
    if (!grid) throw new Error('a pane without a study')
    const { boundary, radiusMm, finish } = tools
    const standing = (of: BoundaryId) =>
      store.segmentation.contours.get(contourKey({ boundary: of, slice, phase })) ?? null
    const partner = partnerBoundary[boundary]
    return {
      boundary,
      slice,
      phase,
      contour: standing(boundary),
      partner: partner ? standing(partner) : null,
      plane: grid,
      radiusMm,
      finish,
      lastStroke: null,
      author: app.info?.actor ?? '',
    }
  }
}
