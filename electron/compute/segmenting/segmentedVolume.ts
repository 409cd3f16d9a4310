import type { Experiment } from '#shared/domain/experiment'
import { regionIds, regions, type RegionId } from '#shared/domain/structures'
import type { OutputKind } from '#models/losses/loss'
import { postProcessed } from '#models/postprocessing/postProcessed'
import type { PreparationContext } from '#models/preparation/stepAction'
import type { PreparationRecord } from '#models/preparation/preparationRecord'
import { prepareVolume } from '#models/preparation/prepareVolume'
import { likeliestChannel, restoredPixels, restoreProbabilities } from '#models/preparation/restoreLabels'
import { mirroredProbabilities } from './mirroredProbabilities'
import type { ScoredGrid } from './scoredCase'
import type { Segmenter } from './segmenter'

/** What a trained network needs to be used on a case. */
export interface SegmentationRecipe {
  readonly preparation: Experiment['preparation']
  readonly prediction: Experiment['prediction']
  readonly postprocessing: Experiment['postprocessing']
  /** Region of each output channel. */
  readonly channels: readonly RegionId[]
}

/** A trained network with its recipe. */
export interface Member {
  readonly segmenter: Pick<Segmenter, 'probabilities' | 'output' | 'side'>
  readonly recipe: SegmentationRecipe
}

/** Canonical labels [Z, Y, X] on the volume's own grid: prepared, segmented, restored, post-processed. */
export function segmentedVolume(
  volume: Float32Array,
  grid: ScoredGrid,
  segmenter: Member['segmenter'],
  recipe: SegmentationRecipe,
  context: PreparationContext,
): Uint8Array {
  const { probabilities, record } = probabilitiesOf(volume, grid, { segmenter, recipe }, context)
  const labels = restoredLabels(probabilities, record, recipe.channels, segmenter.output)
  const shape = [grid.slices, grid.rows, grid.columns] as const
  return postProcessed(labels, shape, grid.spacingMm, recipe.postprocessing)
}

/**
 * Labels by the mean of several models' probabilities (networks.md A8, ensemble). Each model prepares the volume in its
 * own way, and the mean is taken on the source grid; a region's mean is over the models that know it. Under softmaxes
 * alone it must reach what is left for the background, otherwise one half. The first model says how to go on after that.
 */
export function ensembleVolume(
  volume: Float32Array,
  grid: ScoredGrid,
  members: readonly [Member, ...Member[]],
  context: PreparationContext,
): Uint8Array {
  const known = regionIds.filter((id) => members.some(({ recipe }) => recipe.channels.includes(id)))
  const means = new Float32Array(grid.slices * grid.rows * grid.columns * known.length)
  for (const member of members) {
    const { probabilities, record } = probabilitiesOf(volume, grid, member, context)
    const { channels } = member.recipe
    const places = channels.map((id) => known.indexOf(id))
    const shares = channels.map(
      (id) => 1 / members.filter(({ recipe }) => recipe.channels.includes(id)).length,
    )
    restoredPixels(probabilities, record, channels.length, (pixel, values) => {
      for (let k = 0; k < values.length; k++)
        means[pixel * known.length + places[k]!]! += shares[k]! * values[k]!
    })
  }
  const soft = members.every(({ segmenter }) => segmenter.output === 'softmax')
  const labels = likeliest(means, known, soft)
  const shape = [grid.slices, grid.rows, grid.columns] as const
  return postProcessed(labels, shape, grid.spacingMm, members[0].recipe.postprocessing)
}

function probabilitiesOf(
  volume: Float32Array,
  grid: ScoredGrid,
  { segmenter, recipe }: Member,
  context: PreparationContext,
): { probabilities: Float32Array; record: PreparationRecord } {
  const { values, record } = prepareVolume(volume, grid, recipe.preparation, context)
  const predict = (planes: Float32Array): Float32Array => segmenter.probabilities(planes)
  const probabilities = recipe.prediction.mirror
    ? mirroredProbabilities(predict, values, segmenter.side, recipe.channels.length)
    : predict(values)
  return { probabilities, record }
}

function likeliest(means: Float32Array, known: readonly RegionId[], softmax: boolean): Uint8Array {
  const labels = new Uint8Array(means.length / known.length)
  for (let i = 0; i < labels.length; i++) {
    const channel = likeliestChannel(means, i * known.length, known.length, softmax ? 'background' : 'half')
    if (channel >= 0) labels[i] = regions[known[channel]!].label
  }
  return labels
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
