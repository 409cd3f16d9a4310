import type { AugmentationChoice, Transform } from '#shared/domain/augmentation'
import { phaseWord } from '#shared/domain/measuredPhases'
import { mixedSeed, seededRandom, type Random } from '#shared/domain/random'
import { ignoredLabel, regions, type RegionId } from '#shared/domain/structures'
import { augmented, stepsOf } from '#models/augmentation/augmented'
import { cutWindow, type Size3 } from '../segmenting/slidingWindow'
import type { PreparedVolume } from './preparedVolume'

/** What one step is fed; `count` is the number of samples in it. Pixels: [side, side], or those of a window. */
export interface Batch {
  readonly count: number
  /** [count, …pixels, 1] */
  readonly images: Float32Array
  /** [count, …pixels, channels], 1 inside the channel's region; -1 in all channels where the pixel is to be ignored. */
  readonly targets: Float32Array
  /** [count, channels], 0 where the source does not label the region: it then counts in no loss (X24). */
  readonly labelled: Float32Array
}

/** What is learnt at a time: one slice, or for a network that reads volumes the whole stack (`slice` null). */
export interface Sample {
  readonly volume: Pick<
    PreparedVolume,
    'caseName' | 'phase' | 'slices' | 'labels' | 'count' | 'labelled' | 'record'
  >
  readonly slice: number | null
}

export interface BatchOptions {
  readonly side: number
  /** What a network for volumes sees at a time; null: slices one by one. */
  readonly window: Size3 | null
  readonly channels: readonly RegionId[]
  readonly augmentation: AugmentationChoice
  readonly seed: number
}

/** Share of the windows that are laid over a pixel of some structure (nnU-Net's oversampling). */
const overStructures = 1 / 3

interface Pixels {
  readonly image: Float32Array
  readonly labels: Uint8Array
}

/** All slices, or stacks, of some volumes as numbered samples, and batches of them. */
export class Samples {
  readonly all: readonly Sample[]
  /** May there be pixels that are to be ignored, from the source or from a step of the augmentation? */
  readonly ignoring: boolean
  private readonly steps: readonly Transform[]
  private readonly pixels: number
  private readonly channelOf: Int8Array

  constructor(
    volumes: readonly Sample['volume'][],
    private readonly options: BatchOptions,
  ) {
    const { window, side } = options
    this.steps = stepsOf(options.augmentation)
    this.pixels = window ? window[0] * window[1] * window[2] : side * side
    this.channelOf = new Int8Array(256).fill(-1)
    options.channels.forEach((region, k) => (this.channelOf[regions[region].label] = k))
    this.ignoring =
      this.steps.some(({ op }) => op === 'scale-crop') ||
      volumes.some(({ labels }) => labels.includes(ignoredLabel))
    this.all = volumes.flatMap((volume): Sample[] =>
      window
        ? [{ volume, slice: null }]
        : Array.from({ length: volume.count }, (_, slice) => ({ volume, slice })),
    )
  }

  /** The named samples as they are, or augmented: the same for the same seed, epoch and sample, in any order. */
  batch(numbers: readonly number[], epoch: number | 'as they are'): Batch {
    const { channels } = this.options
    const { pixels } = this
    const batch = {
      count: numbers.length,
      images: new Float32Array(numbers.length * pixels),
      targets: new Float32Array(numbers.length * pixels * channels.length),
      labelled: new Float32Array(numbers.length * channels.length),
    }
    numbers.forEach((number, place) => {
      const { image, labels } = this.sample(number, epoch)
      batch.images.set(image, place * pixels)
      this.writeTargets(batch.targets, place * pixels * channels.length, labels)
      const { volume, slice } = this.all[number]!
      const ignored = slice !== null && volume.record.ignored.includes(slice)
      const labelled = ignored ? [] : volume.labelled
      channels.forEach((region, k) => {
        batch.labelled[place * channels.length + k] = labelled.includes(region) ? 1 : 0
      })
    })
    return batch
  }

  /** "patient001 ED slice 3", or "patient001 ED" of a stack, for messages. */
  nameOf(number: number): string {
    const { volume, slice } = this.all[number]!
    const name = [volume.caseName, phaseWord(volume.phase)].filter(Boolean).join(' ')
    return slice === null ? name : `${name} slice ${slice + 1}`
  }

  private sample(number: number, epoch: number | 'as they are'): Pixels {
    const { volume, slice } = this.all[number]!
    const { side, seed, window } = this.options
    const plane = side * side
    const plain: Pixels =
      slice === null
        ? { image: volume.slices, labels: volume.labels }
        : {
            image: volume.slices.subarray(slice * plane, (slice + 1) * plane),
            labels: volume.labels.subarray(slice * plane, (slice + 1) * plane),
          }
    if (epoch === 'as they are') return window ? this.cut(plain, null) : plain
    const { spacingMm } = volume.record.prepared
    const changed = augmented({ ...plain, side, spacingMm }, this.steps, { seed, epoch, sample: number })
    return window ? this.cut(changed, seededRandom(mixedSeed(seed, 0xc0, epoch, number))) : changed
  }

  /** A window of a stack: at random, a third of them over some structure; without `random` from the middle. */
  private cut({ image, labels }: Pixels, random: Random | null): Pixels {
    const { side, window } = this.options
    if (!window) throw new Error('windows are cut for networks that read volumes')
    const size = [image.length / side ** 2, side, side] as const
    const over = random && random() < overStructures ? this.someStructure(labels, size, random) : null
    const from = size.map((count, axis) => {
      const room = Math.max(0, count - window[axis]!)
      if (!random) return Math.floor(room / 2)
      const drawn = random()
      if (!over) return Math.floor(drawn * (room + 1))
      // So that the window holds the pixel, wherever in it.
      const least = Math.max(0, over[axis]! - window[axis]! + 1)
      const most = Math.min(room, over[axis]!)
      return least + Math.floor(drawn * (most - least + 1))
    }) as unknown as Size3
    return {
      image: cutWindow(image, size, from, new Float32Array(this.pixels), window),
      labels: cutWindow(labels, size, from, new Uint8Array(this.pixels), window),
    }
  }

  /** A pixel of the structures that are learnt, drawn evenly; null where there is none. */
  private someStructure(labels: Uint8Array, [, rows, columns]: Size3, random: Random): Size3 | null {
    let found = 0
    for (const label of labels) if (this.channelOf[label]! >= 0) found++
    if (found === 0) return null
    let left = Math.floor(random() * found)
    const at = labels.findIndex((label) => this.channelOf[label]! >= 0 && left-- === 0)
    return [Math.floor(at / (rows * columns)), Math.floor(at / columns) % rows, at % columns]
  }

  private writeTargets(targets: Float32Array, from: number, labels: Uint8Array): void {
    const { length } = this.options.channels
    for (let i = 0; i < labels.length; i++) {
      const k = this.channelOf[labels[i]!]!
      if (k >= 0) targets[from + i * length + k] = 1
      else if (labels[i] === ignoredLabel) targets.fill(-1, from + i * length, from + (i + 1) * length)
    }
  }
}
