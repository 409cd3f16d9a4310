import { mixedSeed, seededRandom, shuffled } from './random'

/** A random order of which every stretch holds the strata in about the proportion of the whole. */
export function stratified<T>(all: readonly T[], stratumOf: (one: T) => string, seed: number): T[] {
  const byStratum = new Map<string, T[]>()
  for (const one of all) {
    const stratum = stratumOf(one)
    byStratum.set(stratum, [...(byStratum.get(stratum) ?? []), one])
  }
  const placed = [...byStratum.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, members], index) => {
      const random = seededRandom(mixedSeed(seed, index))
      const offset = random()
      return shuffled(members, random).map((one, i) => ({ one, at: (i + offset) / members.length }))
    })
  return placed.sort((a, b) => a.at - b.at).map(({ one }) => one)
}
