import type { PointPx } from '#shared/domain/contour'
import { simplify } from '#shared/geometry/simplify'
import { committedRing, onImage } from '../committedRing'
import { readerContour } from '../readerContour'
import { finished, idle, live, type ToolOutcome, type ToolScene, type ToolState } from '../toolState'

/** A stroke in the making: every place of the pointer, kept on the image (E-G7). */
export function drawStroke(scene: ToolScene, stroke: readonly PointPx[]): ToolState {
  return {
    preview: { open: stroke, ghost: scene.contour },
    move: ({ image }) => live(drawStroke(scene, [...stroke, onImage(image, scene.plane)])),
    release: () => finishedStroke(scene, stroke),
  }
}

/** The stroke closed by its shortest chord, thinned to 0.15 mm; it takes the place of the contour that was there (E-2). */
function finishedStroke(scene: ToolScene, stroke: readonly PointPx[]): ToolOutcome {
  if (stroke.length < 3) return idle('strokeTooShort')
  const committed = committedRing(stroke, scene.plane)
  if (committed.kind === 'refused') return idle(committed.hint)
  return finished('Draw', readerContour(scene, [simplify(committed.ring, scene.plane.spacingMm)]))
}
