import type { PointPx } from '#shared/domain/contour'
import { selfCrossing } from '#shared/geometry/selfCrossing'
import { onImage } from '../committedRing'
import { live, type EditVerb, type ToolScene, type ToolState } from '../toolState'
import { finishedSpline, splineContour } from './splineContour'

/** Dragging one knot: its neighbours stay, the curve bends in the two spans on either side. */
export function dragKnot(
  scene: ToolScene,
  knots: readonly PointPx[],
  index: number,
  verb: EditVerb = 'Move point',
): ToolState {
  const contour = splineContour(scene, knots)
  return {
    preview: { contour, knots, hotKnot: index, crossing: selfCrossing(contour.rings[0] ?? []) },
    move: ({ image }) => live(dragKnot(scene, knots.with(index, onImage(image, scene.plane)), index, verb)),
    release: () => finishedSpline(scene, verb, knots),
  }
}
