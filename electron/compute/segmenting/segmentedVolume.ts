import type { Experiment } from '#shared/domain/experiment'
import { regions, type RegionId } from '#shared/domain/structures'
import type { OutputKind } from '#models/losses/loss'
import { postProcessed } from '#models/postprocessing/postProcessed'
import { prepareVolume, type PreparationRecord } from '#models/preparation/prepareVolume'
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
  const probabilities = segmenter.probabilities(slices)
  const labels = restoredLabels(probabilities, record, recipe.channels, segmenter.output)
  const shape = [grid.slices, grid.rows, grid.columns] as const
  return postProcessed(labels, shape, grid.spacingMm, recipe.postprocessing)
}

/** Probabilities as canonical labels on the source grid; `output` tells how they came about. */
export const restoredLabels = (
  probabilities: Float32Array,
  record: PreparationRecord,
  channels: readonly RegionId[],
  output: OutputKind,
): Uint8Array =>
  restoreProbabilities(
    probabilities,
    record,
    channels.length,
    channels.map((region) => regions[region].label),
    output === 'softmax' ? 'background' : 'half',
  )
