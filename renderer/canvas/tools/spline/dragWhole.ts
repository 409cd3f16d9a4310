import type { Contour, PointPx } from '#shared/domain/contour'
import { clipRings } from '#shared/geometry/clip'
import { readerContour } from '../readerContour'
import { finished, idle, live, type ToolScene, type ToolState } from '../toolState'

const shifted = (points: readonly PointPx[], by: PointPx): PointPx[] =>
  points.map(({ x, y }) => ({ x: x + by.x, y: y + by.y }))

/** Dragging a whole contour with Shift; what leaves the image is cut off on release (E-G7). */
export function dragWhole(
  scene: ToolScene,
  contour: Contour,
  from: PointPx,
  by: PointPx = { x: 0, y: 0 },
): ToolState {
  const rings = contour.rings.map((ring) => shifted(ring, by))
  const knots = contour.knots ? shifted(contour.knots, by) : null
  return {
    preview: { contour: { ...contour, rings, knots }, knots: knots ?? [], ghost: contour },
    move: ({ image }) => live(dragWhole(scene, contour, from, { x: image.x - from.x, y: image.y - from.y })),
    release() {
      if (by.x === 0 && by.y === 0) return idle()
      const inside = clipRings(rings, scene.plane.columns, scene.plane.rows)
      if (inside.length === 0) return idle('outsideImage')
      const whole =
        inside.length === rings.length && inside.every((ring, i) => ring.length === rings[i]!.length)
      return finished('Move contour', readerContour(scene, inside, whole ? knots : null))
    },
  }
}
