import { gaussian, seededRandom } from '#shared/domain/random'

/** Numbers of a normal distribution about nought, drawn again where they are beyond two deviations. */
export function truncatedNormal(count: number, deviation: number, seed: number): Float32Array {
  const random = seededRandom(seed)
  const draw = (): number => {
    for (;;) {
      const value = gaussian(random)
      if (Math.abs(value) <= 2) return value * deviation
    }
  }
  return Float32Array.from({ length: count }, draw)
}

/**
 * TensorFlow's variance scaling by 2 over the fan in (networks.md A0.8): truncated at two deviations, σ = √(2.6 / fan in),
 * where 1.3 makes up for what the cut takes from the variance.
 */
export function varianceScaling(shape: readonly number[], seed: number): Float32Array {
  const fanIn = shape.slice(0, -1).reduce((product, size) => product * size, 1)
  return truncatedNormal(fanIn * (shape.at(-1) ?? 1), Math.sqrt(2.6 / fanIn), seed)
}
