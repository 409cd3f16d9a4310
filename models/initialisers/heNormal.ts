import { gaussian, seededRandom } from '#shared/domain/random'
import type { Initialiser } from './initialiseFilters'

/**
 * He's normal initialisation (He et al., ICCV 2015, eq. 14) of a filter [k…, in, out]: N(0, 2 / ((1 + a²) · fan in)), a
 * the slope of the leaky ReLU that follows, nought for a ReLU (networks.md A0.8).
 */
export const heNormal =
  (slope = 0): Initialiser =>
  (shape, seed) => {
    const fanIn = shape.slice(0, -1).reduce((product, size) => product * size, 1)
    return normal(shape, Math.sqrt(2 / ((1 + slope * slope) * fanIn)), seed)
  }

/** N(0, deviation²), whatever the filter. */
export const smallNormal =
  (deviation: number): Initialiser =>
  (shape, seed) =>
    normal(shape, deviation, seed)

function normal(shape: readonly number[], deviation: number, seed: number): Float32Array {
  const random = seededRandom(seed)
  const count = shape.reduce((product, size) => product * size, 1)
  return Float32Array.from({ length: count }, () => deviation * gaussian(random))
}

/** N(0, 2 / fan out), fan out = k^d · filters (PyTorch's kaiming_normal with mode fan_out). */
export const normalFanOut: Initialiser = (shape, seed) => {
  const taps = shape.slice(0, -2).reduce((product, size) => product * size, 1)
  return normal(shape, Math.sqrt(2 / (taps * shape.at(-1)!)), seed)
}
