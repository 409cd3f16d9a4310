import { regions, type RegionId } from '#shared/domain/structures'
import type { AugmentationChoice, Transform } from '#shared/domain/augmentation'
import { augmented, stepsOf } from '#models/augmentation/augmented'
import type { PreparedVolume } from './preparedVolume'

/** What one step is fed; `count` is the number of samples in it. */
export interface Batch {
  readonly count: number
  /** [count, side, side, 1] */
  readonly images: Float32Array
  /** [count, side, side, channels], 1 inside the channel's region. */
  readonly targets: Float32Array
  /** [count, channels], 0 where the source does not label the region: it then counts in no loss (X24). */
  readonly labelled: Float32Array
}

interface Sample {
  readonly volume: PreparedVolume
  readonly slice: number
}

export interface BatchOptions {
  readonly side: number
  readonly channels: readonly RegionId[]
  readonly augmentation: AugmentationChoice
  readonly seed: number
}

/** All slices of some volumes as numbered samples, and batches of them. */
export class Samples {
  readonly all: readonly Sample[]
  private readonly steps: readonly Transform[]

  constructor(
    volumes: readonly PreparedVolume[],
    private readonly options: BatchOptions,
  ) {
    this.steps = stepsOf(options.augmentation)
    this.all = volumes.flatMap((volume) =>
      Array.from({ length: volume.count }, (_, slice) => ({ volume, slice })),
    )
  }

  /** The named samples as they are, or augmented: the same for the same seed, epoch and sample, in any order. */
  batch(numbers: readonly number[], epoch: number | 'as they are'): Batch {
    const { side, channels } = this.options
    const plane = side * side
    const batch = {
      count: numbers.length,
      images: new Float32Array(numbers.length * plane),
      targets: new Float32Array(numbers.length * plane * channels.length),
      labelled: new Float32Array(numbers.length * channels.length),
    }
    numbers.forEach((number, place) => {
      const { image, labels } = epoch === 'as they are' ? this.plain(number) : this.augmented(number, epoch)
      batch.images.set(image, place * plane)
      writeTargets(batch.targets, place * plane * channels.length, labels, channels)
      const { labelled } = this.all[number]!.volume
      channels.forEach((region, k) => {
        batch.labelled[place * channels.length + k] = labelled.includes(region) ? 1 : 0
      })
    })
    return batch
  }

  /** "patient001 ED slice 3", for messages. */
  nameOf(number: number): string {
    const { volume, slice } = this.all[number]!
    return `${volume.caseName} ${volume.phase.toUpperCase()} slice ${slice + 1}`
  }

  private plain(number: number): { image: Float32Array; labels: Uint8Array } {
    const { volume, slice } = this.all[number]!
    const plane = this.options.side ** 2
    return {
      image: volume.slices.subarray(slice * plane, (slice + 1) * plane),
      labels: volume.labels.subarray(slice * plane, (slice + 1) * plane),
    }
  }

  private augmented(number: number, epoch: number): { image: Float32Array; labels: Uint8Array } {
    const { image, labels } = this.plain(number)
    const { side, seed } = this.options
    const { spacingMm } = this.all[number]!.volume.record.resampled
    return augmented({ image, labels, side, spacingMm }, this.steps, { seed, epoch, sample: number })
  }
}

function writeTargets(
  targets: Float32Array,
  from: number,
  labels: Uint8Array,
  channels: readonly RegionId[],
): void {
  const channelOf = new Int8Array(256).fill(-1)
  channels.forEach((region, k) => (channelOf[regions[region].label] = k))
  for (let i = 0; i < labels.length; i++) {
    const k = channelOf[labels[i]!]!
    if (k >= 0) targets[from + i * channels.length + k] = 1
  }
}
