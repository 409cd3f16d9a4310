import type { TransformOf } from '#shared/domain/augmentation'
import { uniform, type Random } from '#shared/domain/random'
import { splineCoefficients, splineWeights } from './cubicSpline'
import { eachPlane, type Sample } from './sample'

/** The image as a coarser scan would show it (networks.md D6): reduced to the nearest pixels, enlarged by cubic splines. */
export function lowResolution(
  sample: Sample,
  { factor }: TransformOf<'low-resolution'>,
  random: Random,
): Sample {
  const { side } = sample
  const size = Math.max(2, Math.round(side * uniform(random, ...factor)))
  if (size >= side) return sample
  return eachPlane(sample, (plane, out) => {
    const small = new Float32Array(size * size)
    const nearest = (i: number): number => Math.min(side - 1, Math.floor(((i + 0.5) * side) / size))
    for (let y = 0, i = 0; y < size; y++)
      for (let x = 0; x < size; x++, i++) small[i] = plane[nearest(y) * side + nearest(x)]!
    enlarged(splineCoefficients(small, size), size, side, out)
  })
}

function enlarged(coefficients: Float32Array, size: number, side: number, out: Float32Array): void {
  const taps = Array.from({ length: side }, (_, i) => {
    const at = Math.min(size - 1, Math.max(0, ((i + 0.5) * size) / side - 0.5))
    const weights = new Float64Array(4)
    splineWeights(at - Math.floor(at), weights)
    const places = [-1, 0, 1, 2].map((step) => {
      const place = Math.abs(Math.floor(at) + step)
      return place < size ? place : Math.max(0, 2 * (size - 1) - place)
    })
    return { weights, places }
  })
  for (let y = 0, i = 0; y < side; y++)
    for (let x = 0; x < side; x++, i++) {
      const [down, across] = [taps[y]!, taps[x]!]
      let sum = 0
      for (let row = 0; row < 4; row++)
        for (let column = 0; column < 4; column++)
          sum +=
            down.weights[row]! *
            across.weights[column]! *
            coefficients[down.places[row]! * size + across.places[column]!]!
      out[i] = sum
    }
}
