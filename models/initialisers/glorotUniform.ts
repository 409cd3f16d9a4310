import { seededRandom, uniform } from '#shared/domain/random'

/**
 * Glorot & Bengio's uniform initialisation (AISTATS 2010, eq. 16) of a filter [k…, in, out]:
 * U(-L, L), L = √(6 / (fan in + fan out)), fan = k^d · channels.
 */
export function glorotUniform(shape: readonly number[], seed: number): Float32Array {
  const taps = shape.slice(0, -2).reduce((product, size) => product * size, 1)
  const [inputs = 1, outputs = 1] = shape.slice(-2)
  const limit = Math.sqrt(6 / (taps * (inputs + outputs)))
  const random = seededRandom(seed)
  return Float32Array.from({ length: taps * inputs * outputs }, () => uniform(random, -limit, limit))
}
