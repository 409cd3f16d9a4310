import type { Experiment } from '#shared/domain/experiment'
import { regionIds, regions, type RegionId } from '#shared/domain/structures'
import type { OutputKind } from '#models/losses/loss'
import { denseCrf, type Pulse } from '#models/postprocessing/denseCrf/denseCrf'
import { changesLabels, postProcessed } from '#models/postprocessing/postProcessed'
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

/** Canonical labels [Z, Y, X] on the volume's own grid. */
export interface Segmented {
  readonly labels: Uint8Array
  /** As they were before post-processing; null where no step is asked for. */
  readonly before: Uint8Array | null
}

/** Labels of a volume: prepared, segmented, restored, post-processed. `pulse` is felt while a dense CRF works. */
export async function segmentedVolume(
  volume: Float32Array,
  grid: ScoredGrid,
  segmenter: Member['segmenter'],
  recipe: SegmentationRecipe,
  context: PreparationContext,
  pulse?: Pulse,
): Promise<Segmented> {
  const { probabilities, record } = probabilitiesOf(volume, grid, { segmenter, recipe }, context)
  const { channels, postprocessing } = recipe
  if (!postprocessing.denseCrf) {
    const labels = restoredLabels(probabilities, record, channels, segmenter.output)
    return finished(labels, labels, grid, postprocessing)
  }
  const whole = new Float32Array(grid.slices * grid.rows * grid.columns * channels.length)
  restoredPixels(probabilities, record, channels.length, (pixel, values) =>
    whole.set(values, pixel * channels.length),
  )
  return labelled(
    volume,
    grid,
    { values: whole, channels, soft: segmenter.output === 'softmax' },
    postprocessing,
    pulse,
  )
}

/**
 * Labels by the mean of several models' probabilities (networks.md A8, ensemble). Each model prepares the volume in its
 * own way, and the mean is taken on the source grid; a region's mean is over the models that know it. Under softmaxes
 * alone it must reach what is left for the background, otherwise one half. The first model says how to go on after that.
 */
export async function ensembleVolume(
  volume: Float32Array,
  grid: ScoredGrid,
  members: readonly [Member, ...Member[]],
  context: PreparationContext,
  pulse?: Pulse,
): Promise<Segmented> {
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
  return labelled(
    volume,
    grid,
    { values: means, channels: known, soft },
    members[0].recipe.postprocessing,
    pulse,
  )
}

interface Likelihoods {
  /** [Z, Y, X, channels]. */
  readonly values: Float32Array
  readonly channels: readonly RegionId[]
  readonly soft: boolean
}

/** Labels of probabilities on the source grid, by the likeliest channel or by a dense CRF, and then post-processed. */
async function labelled(
  volume: Float32Array,
  grid: ScoredGrid,
  { values, channels, soft }: Likelihoods,
  steps: SegmentationRecipe['postprocessing'],
  pulse?: Pulse,
): Promise<Segmented> {
  const before = likeliest(values, channels, soft)
  if (!steps.denseCrf) return finished(before, before, grid, steps)
  const labels = channels.map((region) => regions[region].label)
  const shape = [grid.slices, grid.rows, grid.columns] as const
  const said = { values, labels, softmax: soft }
  return finished(before, await denseCrf(volume, said, shape, steps.denseCrfOptions, pulse), grid, steps)
}

function finished(
  before: Uint8Array,
  labels: Uint8Array,
  { slices, rows, columns, spacingMm }: ScoredGrid,
  steps: SegmentationRecipe['postprocessing'],
): Segmented {
  return {
    labels: postProcessed(labels, [slices, rows, columns], spacingMm, steps),
    before: changesLabels(steps) ? before : null,
  }
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
