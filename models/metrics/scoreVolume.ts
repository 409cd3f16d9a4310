import type { RegionScore } from '#shared/domain/evaluation'
import { regions as allRegions, type RegionId } from '#shared/domain/structures'
import type { VolumeShape, VolumeSpacingMm } from '#shared/geometry/volumeShape'
import { boundaryDistances } from './hausdorff'
import { dice, overlapCounts } from './overlap'
import { sliceThirds, thirdDice } from './thirds'

/**
 * Dice, HD and HD95 (mm, in 3-D) of each region in one volume of canonical labels [slices, rows, columns]. Both sides
 * empty: Dice 1, distances 0; one side empty: Dice 0, distances null (evaluation E0.1, E0.2). `empty` says which.
 */
export function scoreVolume(
  prediction: Uint8Array,
  reference: Uint8Array,
  shape: VolumeShape,
  spacingMm: VolumeSpacingMm,
  regions: readonly RegionId[],
): Partial<Record<RegionId, RegionScore>> {
  const scores: Partial<Record<RegionId, RegionScore>> = {}
  const thirds = sliceThirds(reference, shape)
  for (const region of regions) {
    const label = allRegions[region].label
    const counts = overlapCounts(prediction, reference, label)
    const distances = boundaryDistances(maskOf(prediction, label), maskOf(reference, label), shape, spacingMm)
    const empty = emptySide(counts.tp + counts.fp === 0, counts.tp + counts.fn === 0)
    scores[region] = {
      dice: dice(counts),
      hdMm: distances && distances.hdMm,
      hd95Mm: distances && distances.hd95Mm,
      ...(empty && { empty }),
      ...(thirds && { thirds: thirdDice(prediction, reference, shape, thirds, label) }),
    }
  }
  return scores
}

const maskOf = (labels: Uint8Array, label: number): Uint8Array =>
  labels.map((value) => (value === label ? 1 : 0))

function emptySide(prediction: boolean, reference: boolean): RegionScore['empty'] {
  if (prediction) return reference ? 'both' : 'prediction'
  return reference ? 'reference' : undefined
}
