import type { Experiment } from '#shared/domain/experiment'
import { regions } from '#shared/domain/structures'
import type { SampleHeader } from '#shared/ipc/training'
import { augmentedSample, type SamplePlace } from '../training/augmentedSample'
import type { Batch } from '../training/batches'
import { seenSide } from '../training/networkWindow'
import type { TrainingCase } from '../training/trainingCases'
import { greyBetween, greyRange } from './shownGrey'

/** A plane of a training sample as a picture, in the grey of the sample as it is: changes of contrast stay visible. */
export function samplePicture(
  found: TrainingCase,
  experiment: Experiment,
  place: SamplePlace,
  epoch: number | null,
): { header: SampleHeader; bytes: Uint8Array } {
  const plain = augmentedSample(found, experiment, place, 'as they are')
  const drawn = epoch === null ? plain : augmentedSample(found, experiment, place, epoch)
  const side = seenSide(experiment)
  const bytes = new Uint8Array(2 * side * side)
  bytes.set(greyBetween(drawn.images, greyRange(plain.images)))
  bytes.set(labelsOf(drawn, experiment.structures), side * side)
  const { x, y } = found.volumes[place.volume]!.record.prepared.spacingMm
  return {
    header: {
      ...{ columns: side, rows: side, spacingMm: { x, y } },
      changed: !same(drawn.images, plain.images) || !same(drawn.targets, plain.targets),
      labelled: experiment.structures.filter((_, k) => drawn.labelled[k] === 1),
    },
    bytes,
  }
}

/** The targets of one sample as canonical labels. */
function labelsOf({ images, targets }: Batch, channels: Experiment['structures']): Uint8Array {
  const labels = new Uint8Array(images.length)
  targets.forEach((target, i) => {
    if (target > 0) labels[Math.floor(i / channels.length)] = regions[channels[i % channels.length]!].label
  })
  return labels
}

const same = (a: Float32Array, b: Float32Array): boolean => a.every((value, i) => Object.is(value, b[i]))
