import { isStructure } from '#shared/domain/structures'
import type { Experiment } from '#shared/domain/experiment'
import { preparedSide } from '#shared/domain/preparation'
import { SeptumError } from '#shared/errors/SeptumError'
import type { Size3 } from '../segmenting/slidingWindow'
import { batchOptions } from './batchOptions'
import { Samples, type Batch, type Sample } from './batches'
import { networkWindow } from './networkWindow'
import type { TrainingCase } from './trainingCases'

/** A plane of a volume (from 0) of a training case; of what a network for volumes sees, a plane of its window. */
export interface SamplePlace {
  readonly volume: number
  readonly plane: number
}

/** How many planes of a volume of the case there are to look at, and which shows most of the structures. */
export function planesOf(
  found: TrainingCase,
  experiment: Experiment,
): { readonly planes: number; readonly fullest: number }[] {
  const window = networkWindow(experiment)
  const pixels = preparedSide(experiment.preparation) ** 2
  return found.volumes.map(({ count, labels }) => {
    const planes = window ? window[0] : count
    const first = window ? Math.floor(Math.max(0, count - window[0]) / 2) : 0
    const labelled = Array.from({ length: Math.min(planes, count) }, (_, at) => {
      const from = (first + at) * pixels
      return labels.subarray(from, from + pixels).reduce((sum, label) => sum + Number(isStructure(label)), 0)
    })
    return { planes, fullest: labelled.indexOf(Math.max(...labelled)) }
  })
}

/**
 * One plane of a training sample as the run's batches have it in an epoch, made by their own code: the same numbers.
 * Throws NOT_FOUND.
 */
export function augmentedSample(
  found: TrainingCase,
  experiment: Experiment,
  { volume, plane }: SamplePlace,
  epoch: number | 'as they are',
): Batch {
  const options = batchOptions(experiment)
  const own = found.volumes[volume]
  const planes = planesOf(found, experiment)[volume]?.planes ?? 0
  if (!own || plane >= planes)
    throw new SeptumError('NOT_FOUND', { kind: 'training sample', id: `slice ${plane + 1} of ${found.name}` })
  // Of the volumes before it only their number of slices counts.
  const hollow = { slices: new Float32Array(0), labels: new Uint8Array(0) }
  const before = found.before.map((count): Sample['volume'] => ({ ...own, ...hollow, count }))
  const samples = new Samples([...before, ...found.volumes], options)
  const ofVolume = samples.all.findIndex((sample) => sample.volume === own)
  const batch = samples.batch([options.window ? ofVolume : ofVolume + plane], epoch)
  return options.window ? planeOf(batch, options.window, options.channels.length, plane) : batch
}

function planeOf(batch: Batch, [, rows, columns]: Size3, channels: number, plane: number): Batch {
  const pixels = rows * columns
  return {
    ...batch,
    images: batch.images.slice(plane * pixels, (plane + 1) * pixels),
    targets: batch.targets.slice(plane * pixels * channels, (plane + 1) * pixels * channels),
  }
}
