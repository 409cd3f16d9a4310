import { contourKey } from '#shared/domain/contour'
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
    const contour = store.segmentation.contours.get(contourKey({ boundary, slice, phase })) ?? null
    return {
      boundary,
      slice,
      phase,
      contour,
      plane: grid,
      radiusMm,
      finish,
      lastStroke: null,
      author: app.info?.actor ?? '',
    }
  }
}
