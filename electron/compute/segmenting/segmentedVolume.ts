import type { Experiment } from '#shared/domain/experiment'
import { regions, type RegionId } from '#shared/domain/structures'
import { largestComponents } from '#models/postprocessing/largestComponents'
import { prepareVolume } from '#models/preparation/prepareVolume'
import { restoreProbabilities } from '#models/preparation/restoreLabels'
import type { ScoredGrid } from './scoredCase'
import type { Segmenter } from './segmenter'

/** What a trained network needs to be used on a case. */
export interface SegmentationRecipe {
  readonly preparation: Experiment['preparation']
  readonly postprocessing: Experiment['postprocessing']
  /** Region of each output channel. */
  readonly channels: readonly RegionId[]
}

/** Canonical labels [Z, Y, X] on the volume's own grid: prepared, segmented, restored, post-processed. */
export function segmentedVolume(
  volume: Float32Array,
  grid: ScoredGrid,
  segmenter: Segmenter,
  recipe: SegmentationRecipe,
): Uint8Array {
  const { slices, record } = prepareVolume(volume, grid, recipe.preparation)
  const { labels } = restoreProbabilities(segmenter.probabilities(slices), record, recipe.channels.length)
  const cleaned = recipe.postprocessing.largestComponents
    ? largestComponents(labels, [grid.slices, grid.rows, grid.columns])
    : labels
  return canonicalLabels(cleaned, recipe.channels)
}

/** Channel numbers counted from 1 as canonical label values. */
export function canonicalLabels(channelNumbers: Uint8Array, channels: readonly RegionId[]): Uint8Array {
  const label = new Uint8Array(256)
  channels.forEach((region, k) => (label[k + 1] = regions[region].label))
  return channelNumbers.map((number) => label[number]!)
}
