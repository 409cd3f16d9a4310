import { mixedSeed } from '#shared/domain/random'

/** Rows of a mask's table: what twelve bits can name. */
export const rowsInTable = 4096

/**
 * Fills a list with row numbers, 0 to 4095, evenly drawn, two from each of the generator's numbers: millions take a few
 * milliseconds. The same for the same seed on every machine.
 *
 * Source  xoshiro128++, Blackman & Vigna, ACM TOMS 47 (2021), figure 5; seeded by a mixed counter as they advise
 */
export function randomRows(rows: Float32Array, seed: number): void {
  let a = mixedSeed(seed, 1)
  let b = mixedSeed(seed, 2)
  let c = mixedSeed(seed, 3)
  let d = mixedSeed(seed, 4) | 1 // never all nought
  const { length } = rows
  for (let i = 0; i < length; i += 2) {
    const sum = (a + d) | 0
    const drawn = (((sum << 7) | (sum >>> 25)) + a) | 0
    rows[i] = drawn >>> 20
    rows[i + 1] = (drawn >>> 4) & 4095 // beyond the end of an odd list nothing is written
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
  }
}
