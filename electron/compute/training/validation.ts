import type { FilmPicture } from '#shared/domain/film'
import { ignoredLabel, regions, type RegionId } from '#shared/domain/structures'
import type { FilmSlice } from '#shared/domain/training'
import { SliceMeans } from './sliceMeans'
import { dice, overlapCounts } from '#models/metrics/overlap'
import { judgedPixels } from '#shared/geometry/judgedPixels'
import { breathe } from '../breathe'
import { restoredLabels } from '../segmenting/segmentedVolume'
import type { Segmenter } from '../segmenting/segmenter'
import { filmPicture } from './film'
import type { PreparedVolume } from './preparedVolume'

export interface Validation {
  /** Mean Dice per region over whole volumes on their own grid, ED and ES; a region that no volume labels is absent. */
  readonly dice: Partial<Record<RegionId, number>>
  /** Mean over the regions. */
  readonly meanDice: number
  readonly backgroundOnly: boolean
  /** Mean over slices of each structure's soft Jaccard, on the prepared grid (evaluation.md E0.4, S3). */
  readonly softJaccard: Partial<Record<RegionId, number>>
  /** Share of all pixels that are right, on the volumes' own grid (S4). */
  readonly pixelAccuracy: number
  readonly film: readonly FilmPicture[]
}

/**
 * Segments every validation volume whole, and scores it on its own grid. A volume where both sides are empty counts 1,
 * one side empty counts 0 (evaluation.md E4-B).
 */
export async function validated(
  volumes: readonly PreparedVolume[],
  segmenter: Segmenter,
  channels: readonly RegionId[],
  film: readonly FilmSlice[],
): Promise<Validation> {
  const sums = new Map<RegionId, { dice: number; volumes: number }>()
  const pictures: FilmPicture[] = []
  const soft = new SliceMeans(channels, segmenter.side)
  let [right, all] = [0, 0]
  let backgroundOnly = true
  for (const volume of volumes) {
    const probabilities = segmenter.probabilities(volume.slices)
    for (const shot of film)
      if (shot.case === volume.caseName && shot.phase === volume.phase)
        pictures.push(filmPicture(volume, shot.slice, probabilities, channels, segmenter))
    const predicted = restoredLabels(probabilities, volume.record, channels, segmenter.output)
    if (predicted.some((label) => label > 0)) backgroundOnly = false
    soft.add(probabilities, volume)
    const [answer, truth] = judgedPixels(predicted, volume.reference)
    volume.reference.forEach((label, i) => {
      if (label === ignoredLabel) return
      all++
      if (label === predicted[i]) right++
    })
    for (const region of channels.filter((id) => volume.labelled.includes(id))) {
      const sum = sums.get(region) ?? { dice: 0, volumes: 0 }
      sums.set(region, {
        dice: sum.dice + dice(overlapCounts(answer, truth, regions[region].label)),
        volumes: sum.volumes + 1,
      })
    }
    await breathe()
  }
  const means = Object.fromEntries([...sums].map(([region, sum]) => [region, sum.dice / sum.volumes]))
  const values = Object.values(means)
  const meanDice = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const pixelAccuracy = right / Math.max(1, all)
  return { dice: means, meanDice, backgroundOnly, softJaccard: soft.means(), pixelAccuracy, film: pictures }
}
