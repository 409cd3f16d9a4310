/** A stream of numbers in [0, 1), the same for the same seed on every machine. */
export type Random = () => number

/** Mixes a seed and any number of indices into one 32-bit seed, so that each sample has a stream of its own. */
export function mixedSeed(seed: number, ...indices: readonly number[]): number {
  let hash = Math.imul(seed | 0, 0x9e3779b1) ^ 0x85ebca6b
  for (const index of indices) {
    hash = Math.imul(hash ^ (index | 0), 0xc2b2ae35)
    hash ^= hash >>> 15
    hash = Math.imul(hash, 0x27d4eb2f)
    hash ^= hash >>> 13
  }
  return hash >>> 0
}

/** A counter in Weyl steps, mixed to 32 even bits (the construction of Steele et al., SplitMix, OOPSLA 2014). */
export function seededRandom(seed: number): Random {
  let state = mixedSeed(seed, 1)
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    mixed ^= mixed >>> 15
    return (mixed >>> 0) / 4294967296
  }
}

/** A normally distributed number, mean 0, SD 1 (Box & Muller 1958). */
export function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** A number evenly drawn from [from, to). */
export const uniform = (random: Random, from: number, to: number): number => from + (to - from) * random()

/** The list in a random order (Fisher & Yates); the list itself stays as it was. */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const out = [...list]
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const kept = out[i]!
    out[i] = out[j]!
    out[j] = kept
  }
  return out
}
