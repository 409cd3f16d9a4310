import type { TransformOf } from '#shared/domain/augmentation'
import { gaussian, type Random } from '#shared/domain/random'
import { splineWeights } from './cubicSpline'
import { resampled, type Field } from './resampled'
import type { Sample } from './sample'

/**
 * Khened's deformation (networks.md D3): a cubic B-spline over a mesh of `cells` × `cells` on the plane, its
 * (cells + 3)² control points moved by N(0, sdPx²) pixels in x and in y.
 */
export function bSpline(sample: Sample, options: TransformOf<'b-spline'>, random: Random): Sample {
  const { cells, sdPx } = options
  const points = (cells + 3) ** 2
  const [dx, dy] = [0, 1].map(() => Float64Array.from({ length: points }, () => sdPx * gaussian(random)))
  return resampled(sample, bent(sample.side, cells, dx!, dy!), options)
}

/** The field of control points moved by `dx` and `dy` pixels, row by row. */
export function bent(side: number, cells: number, dx: Float64Array, dy: Float64Array): Field {
  const field = { u: new Float32Array(side * side), v: new Float32Array(side * side) }
  const across = cells + 3
  const weights = Array.from({ length: side }, (_, i) => {
    const at = ((i + 0.5) / side) * cells // the mesh spans the plane from edge to edge
    const cell = Math.min(cells - 1, Math.floor(at))
    const four = new Float64Array(4)
    splineWeights(at - cell, four)
    return { cell, four }
  })
  for (let y = 0, i = 0; y < side; y++)
    for (let x = 0; x < side; x++, i++) {
      let [moveX, moveY] = [0, 0]
      for (let row = 0; row < 4; row++)
        for (let column = 0; column < 4; column++) {
          const point = (weights[y]!.cell + row) * across + weights[x]!.cell + column
          const weight = weights[y]!.four[row]! * weights[x]!.four[column]!
          moveX += weight * dx[point]!
          moveY += weight * dy[point]!
        }
      field.u[i] = x + moveX
      field.v[i] = y + moveY
    }
  return field
}
