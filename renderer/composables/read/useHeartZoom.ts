import { viewOnBox } from '#renderer/canvas/view/moveView'
import { useReadingStore } from '#renderer/stores/reading'
import { useDisplayStore } from '#renderer/stores/readingDisplay'
import { useSegmentationStore } from '#renderer/stores/segmentation'

/** Zooms so that all contours of the study fill most of a pane; the whole image where there are none. */
export function useHeartZoom() {
  const reading = useReadingStore()
  const display = useDisplayStore()
  const store = useSegmentationStore()

  return () => {
    const { grid } = reading
    if (!grid) return
    const points = [...store.segmentation.contours.values()].flatMap(({ rings }) => rings.flat())
    if (!points.length) return void display.resetView(grid)
    const from = { x: Infinity, y: Infinity }
    const to = { x: -Infinity, y: -Infinity }
    for (const { x, y } of points) {
      from.x = Math.min(from.x, x)
      from.y = Math.min(from.y, y)
      to.x = Math.max(to.x, x)
      to.y = Math.max(to.y, y)
    }
    display.view = viewOnBox(grid, { from, to }, 0.62)
  }
}
