import type { PointPx } from '#shared/domain/contour'

/** A dense ellipse in pixels, clockwise on the screen from its rightmost point. */
export const ellipse = (x: number, y: number, across: number, down = across, points = 240): PointPx[] =>
  Array.from({ length: points }, (_, i) => {
    const angle = (2 * Math.PI * i) / points
    return { x: x + across * Math.cos(angle), y: y + down * Math.sin(angle) }
  })
