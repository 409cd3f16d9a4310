import { computed, shallowRef, watch } from 'vue'
import { storeToRefs } from 'pinia'
import { contourKey, type Contour } from '#shared/domain/contour'
import { boundaryIds } from '#shared/domain/structures'
import { placeKey } from '#shared/domain/segmentation'
import { prefetchOrder } from '#renderer/canvas/gestures/prefetchOrder'
import type { ToolPreview, ToolScene } from '#renderer/canvas/tools/toolState'
import { montageShape, type PaneGridShape } from '#renderer/canvas/view/paneRect'
import type { PaneSize } from '#renderer/canvas/view/imageView'
import type { PaneModel } from '#renderer/components/read/paneModel'
import { useFramesStore, type FramePlace } from '#renderer/stores/frames'
import { useReadingStore } from '#renderer/stores/reading'
import { useDisplayStore } from '#renderer/stores/readingDisplay'
import { usePlaceStore } from '#renderer/stores/readingPlace'
import { useToolsStore } from '#renderer/stores/readingTools'
import { useSegmentationStore } from '#renderer/stores/segmentation'

/** A pane's place in the grid of panes, and which of the two phases it follows. */
interface Cell extends FramePlace {
  readonly which: 0 | 1
  readonly column: number
  readonly row: number
}

/** Which panes are shown, with frame and contours of each; asks for the frames they need. */
export function usePanes(preview: () => { scene: ToolScene; shown: ToolPreview } | null) {
  const reading = useReadingStore()
  const place = usePlaceStore()
  const display = useDisplayStore()
  const tools = useToolsStore()
  const frames = useFramesStore()
  const { segmentation } = storeToRefs(useSegmentationStore())
  const size = shallowRef<PaneSize>({ width: 1, height: 1 })

  /** Rows of panes by phase: one phase, or two when they differ and the layout shows both. */
  const rows = computed<readonly (0 | 1)[]>(() => {
    const [first, second] = place.phases
    if (place.layout === 'single') return [place.active]
    return place.layout === 'montage' && first === second ? [place.active] : [0, 1]
  })
  const shape = computed<PaneGridShape>(() => {
    const { grid } = reading
    if (place.layout !== 'montage' || !grid) return { columns: rows.value.length, rows: 1 }
    const aspect = (grid.columns * grid.spacingMm.x) / (grid.rows * grid.spacingMm.y)
    return montageShape(size.value, grid.slices, rows.value.length, aspect)
  })

  /** In a montage a row of slices at ED stands over the same slices at ES. */
  const cells = computed<readonly Cell[]>(() => {
    const { grid } = reading
    if (!grid) return []
    if (place.layout !== 'montage')
      return rows.value.map((which, column) => ({
        slice: place.slice,
        phase: place.phases[which],
        which,
        column,
        row: 0,
      }))
    const { columns } = shape.value
    return Array.from({ length: grid.slices }, (_, slice) => slice).flatMap((slice) =>
      rows.value.map((which, below) => ({
        slice,
        phase: place.phases[which],
        which,
        column: slice % columns,
        row: Math.floor(slice / columns) * rows.value.length + below,
      })),
    )
  })

  function contoursAt({ slice, phase }: FramePlace): Contour[] {
    const shown = preview()
    return boundaryIds.flatMap((boundary) => {
      const replaced =
        shown?.shown.contour !== undefined &&
        shown.scene.boundary === boundary &&
        shown.scene.slice === slice &&
        shown.scene.phase === phase
      if (replaced || !display.shownBoundaries.includes(boundary)) return []
      return segmentation.value.contours.get(contourKey({ boundary, slice, phase })) ?? []
    })
  }

  function paneOf(at: Cell): PaneModel {
    const { ed, es } = segmentation.value.marks
    const active = at.which === place.active && at.slice === place.slice
    return {
      slice: at.slice,
      phase: at.phase,
      column: at.column,
      row: at.row,
      mark: at.phase === ed ? 'ed' : at.phase === es ? 'es' : null,
      frame: frames.arrivals >= 0 ? frames.frameAt(at) : null,
      fault: frames.faultAt(at),
      contours: contoursAt(at),
      active,
      boundary: active && tools.tool !== 'view' ? tools.boundary : null,
      flagged: segmentation.value.flagged.has(placeKey(at.slice, at.phase)),
    }
  }

  const panes = computed(() => cells.value.map(paneOf))

  watch(
    () => [reading.opened?.id, place.layout, place.slice, ...place.phases, place.active] as const,
    () => {
      const { grid } = reading
      if (!grid) return
      frames.want([...cells.value, ...prefetchOrder(place.place, grid.slices, grid.phases)])
    },
    { immediate: true },
  )

  function activate(pane: PaneModel, index: number): void {
    place.active = cells.value[index]?.which ?? place.active
    place.goToSlice(pane.slice)
  }

  const resize = (next: PaneSize) => (size.value = next)

  return { panes, shape, resize, activate }
}
export type Panes = ReturnType<typeof usePanes>
