import { Circle } from 'konva/lib/shapes/Circle'
import { Line } from 'konva/lib/shapes/Line'
import { Rect } from 'konva/lib/shapes/Rect'
import type { Shape } from 'konva/lib/Shape'
import type { PointPx } from '#shared/domain/contour'
import { toScreen, type PaneTransform } from '../view/imageView'

const handlePx = 7
const quiet = { listening: false, perfectDrawEnabled: false } as const

/** Spline points: 7 px squares with a dark rim; the one under the pointer is white. */
export function knotShapes(
  knots: readonly PointPx[],
  hot: number | null,
  colour: string,
  transform: PaneTransform,
): Shape[] {
  return knots.map((knot, index) => {
    const { x, y } = toScreen(transform, knot)
    return new Rect({
      ...quiet,
      x: x - handlePx / 2,
      y: y - handlePx / 2,
      width: handlePx,
      height: handlePx,
      fill: index === hot ? '#fff' : colour,
      stroke: 'rgba(0,0,0,0.75)',
      strokeWidth: 1,
    })
  })
}

/** The brush or push disc: a thin white circle with a dark rim; a dot when it is smaller than it can be drawn. */
export function discShapes(centre: PointPx, radius: number, transform: PaneTransform): Shape[] {
  const at = { ...quiet, ...toScreen(transform, centre), radius: Math.max(1.5, radius) }
  return [
    new Circle({ ...at, stroke: 'rgba(0,0,0,0.6)', strokeWidth: 3 }),
    new Circle({ ...at, stroke: '#fff', strokeWidth: 1.2, fill: 'rgba(255,255,255,0.05)' }),
  ]
}

/** A red cross where a contour crosses itself. */
export function crossingShapes(at: PointPx, transform: PaneTransform): Shape[] {
  const { x, y } = toScreen(transform, at)
  const arm = (dy: number) =>
    new Line({ ...quiet, points: [x - 6, y - dy, x + 6, y + dy], stroke: '#FF6B6B', strokeWidth: 2 })
  return [arm(6), arm(-6)]
}
