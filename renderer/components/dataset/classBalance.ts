import type { RegionId } from '#shared/domain/structures'

type Shares = Readonly<Partial<Record<RegionId, number>>>

/** Share of all pixels that no structure covers, 0 to 1. */
export const backgroundShare = (share: Shares): number =>
  Math.max(0, 1 - Object.values(share).reduce((sum, part) => sum + part, 0))

/** Structures below 2 % of all pixels: there pixel accuracy misleads, Dice does not (R-TR-2). */
export const rareStructures = (share: Shares): RegionId[] =>
  (Object.entries(share) as [RegionId, number][])
    .filter(([, part]) => part > 0 && part < 0.02)
    .map(([id]) => id)
