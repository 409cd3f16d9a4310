import type { EngineTimes } from '#shared/domain/device'
import { Experiment } from '#shared/domain/experiment'
import { seededRandom } from '#shared/domain/random'
import { networkCatalogue } from '#models/networks/catalogue'
import { breathe } from '../breathe'
import { Segmenter } from '../segmenting/segmenter'
import type { Batch } from '../training/batches'
import { Trainer } from '../training/trainer'

export interface TimingOptions {
  /** A clock that never goes back, milliseconds. */
  readonly nowMs?: () => number
  /** Side of the images, pixels. */
  readonly side?: number
  readonly tell?: (what: 'training steps' | 'predictions') => void
}

/** Small enough for the reference engine to answer in seconds: figures to compare devices, not to foretell a run. */
const usualSide = 64
const channels = 3
const slices = 1
const repeats = 3
/** Work that takes longer than this is done once: building and compiling count for little beside it. */
const longMs = 500

/**
 * Times a small U-Net (`side` × `side` pixels, 4 filters, 3 levels) on the engine in use: each the median of three, after a first
 * one that builds and compiles; where that one takes long already and so does the second, the second stands alone.
 */
export async function smallUnetTimes(options: TimingOptions = {}): Promise<EngineTimes> {
  const { nowMs = () => performance.now(), side = usualSide, tell = () => undefined } = options
  const { build } = networkCatalogue['unet-2d']
  const network = build({ size: [side, side], classes: channels, baseFilters: 4, depth: 3, seed: 1 })
  const trainer = new Trainer(network, side, channels, Experiment.shape.training.parse({}))
  const segmenter = new Segmenter(network, side, channels, slices)
  const batch = randomBatch(side)
  let step = 0
  try {
    tell('training steps')
    await breathe()
    const trained = await timed(() => trainer.step(batch, 1e-3, ++step), nowMs)
    tell('predictions')
    await breathe()
    const predicted = await timed(() => segmenter.probabilities(batch.images), nowMs)
    return { stepMs: trained.ms, predictMs: predicted.ms, firstStepMs: trained.firstMs }
  } finally {
    segmenter.dispose()
    trainer.dispose()
    network.dispose()
  }
}

/** Noise for images, and a random one of the structures at each pixel. */
function randomBatch(side: number): Batch {
  const random = seededRandom(1)
  const targets = new Float32Array(slices * side * side * channels)
  for (let at = 0; at < targets.length; at += channels) targets[at + Math.floor(random() * channels)] = 1
  return {
    count: slices,
    images: Float32Array.from({ length: slices * side * side }, () => random() - 0.5),
    targets,
    labelled: new Float32Array(slices * channels).fill(1),
  }
}

async function timed(work: () => unknown, nowMs: () => number): Promise<{ firstMs: number; ms: number }> {
  const once = async (): Promise<number> => {
    await breathe()
    const fromMs = nowMs()
    work()
    return nowMs() - fromMs
  }
  const firstMs = await once()
  const times = [await once()]
  while (times.length < repeats && times[0]! <= longMs) times.push(await once())
  return { firstMs, ms: times.sort((a, b) => a - b)[Math.floor(times.length / 2)]! }
}
