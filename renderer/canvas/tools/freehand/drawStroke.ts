import type { PointPx } from '#shared/domain/contour'
import { redrawArc } from '#shared/geometry/redraw'
import { committedRing, onImage } from '../committedRing'
import { curveHitPx } from '../hitTest'
import { readerContour } from '../readerContour'
import {
  finished,
  idle,
  live,
  type ToolOutcome,
  type ToolPointer,
  type ToolScene,
  type ToolState,
} from '../toolState'

/** A stroke in the making: every place of the pointer, kept on the image (E-G7). */
export function drawStroke(scene: ToolScene, stroke: readonly PointPx[]): ToolState {
  return {
    preview: { open: stroke },
    move: ({ image }) => live(drawStroke(scene, [...stroke, onImage(image, scene.plane)])),
    release: (at) => finishedStroke(scene, stroke, at),
  }
}

/**
 * A stroke that starts and ends within 6 screen pixels of the contour's line redraws the shorter arc; any other closes
 * by its shortest chord and takes the contour's place (E-2).
 */
function finishedStroke(
  scene: ToolScene,
  stroke: readonly PointPx[],
  { transform }: ToolPointer,
): ToolOutcome {
  if (stroke.length < 3) return idle('strokeTooShort')
  const tolerancePx = curveHitPx / Math.min(transform.scaleX, transform.scaleY)
  const [first, ...others] = scene.contour?.rings ?? []
  const redrawn = redrawArc(first ?? null, stroke, scene.plane, tolerancePx)
  if (!redrawn) return idle('strokeTooShort')
  const committed = committedRing(redrawn.ring, scene.plane)
  if (committed.kind === 'refused') return idle(committed.hint)
  return redrawn.kind === 'part'
    ? finished('Redraw part', readerContour(scene, [committed.ring, ...others]))
    : finished('Draw', readerContour(scene, [committed.ring]))
}
