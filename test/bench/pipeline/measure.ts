// One augmentation: epochs with and without worker threads in turn. Prints one JSON value.
import { pathToFileURL } from 'node:url'
import type { BatchOptions } from '#electron/compute/training/batches'
import { Samples } from '#electron/compute/training/batches'
import { batchesInTurn, type BatchSource } from '#electron/compute/training/batchSource'
import { trainedEpoch } from '#electron/compute/training/epochLoop'
import type { PreparedVolume } from '#electron/compute/training/preparedVolume'
import { RunControl } from '#electron/compute/training/runControl'
import { Trainer } from '#electron/compute/training/trainer'
import { sharedVolumes, ThreadedBatches } from '#electron/compute/training/threadedBatches'
import { useEngine } from '#electron/onnx/engine'
import { Experiment } from '#shared/domain/experiment'
import type { AugmentationPreset } from '#shared/domain/augmentation'
import { seededRandom } from '#shared/domain/random'
import { unet2d } from '#models/networks/unet2d'

interface Asked {
  readonly augmentation: AugmentationPreset
  readonly rounds: number
  readonly workers: number
  readonly worker: string
}
const { augmentation, rounds, workers, worker } = JSON.parse(process.argv[2] ?? '{}') as Asked
const [side, count, seed] = [160, 8, 3]
await useEngine()

function volume(number: number): PreparedVolume {
  const random = seededRandom(number)
  const grid = { slices: count, rows: side, columns: side, spacingMm: { x: 1.5, y: 1.5, z: 8 } }
  return {
    ...{ caseName: `case${number}`, phase: 'ed', count, labelled: ['lv-cavity'], ledger: [] },
    spacingMm: grid.spacingMm,
    slices: Float32Array.from({ length: count * side ** 2 }, () => random()),
    labels: Uint8Array.from({ length: count * side ** 2 }, (_, i) =>
      Math.hypot((i % side) - 80, (Math.floor(i / side) % side) - 80) < 20 ? 3 : 0,
    ),
    record: { source: grid, prepared: grid, moves: [], numbers: [], ignored: [], restore: 'probabilities' },
    reference: new Uint8Array(0),
  }
}
const volumes = sharedVolumes([1, 2, 3, 4].map(volume))
const options: BatchOptions = { side, window: null, channels: ['lv-cavity'], augmentation, seed }
const samples = new Samples(volumes, options)
const network = unet2d({ size: [side, side], classes: 1, baseFilters: 8, depth: 4 })
const trainer = new Trainer(network, side, 1, Experiment.shape.training.parse({}))
const threads = new ThreadedBatches(volumes, options, pathToFileURL(worker), workers)

let epochs = 0
async function epoch(source: BatchSource): Promise<{ ms: number; waiting: number }> {
  const startedMs = performance.now()
  const { waitedMs } = await trainedEpoch(
    trainer,
    samples,
    source,
    { epoch: ++epochs, batch: 8, seed, stepsBefore: 0, learningRate: () => 1e-4 },
    {
      tell: () => undefined,
      beat: () => undefined,
      control: new RunControl(),
      signal: new AbortController().signal,
      nowMs: () => performance.now(),
    },
  )
  const ms = performance.now() - startedMs
  return { ms, waiting: waitedMs / ms }
}
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

const alone = batchesInTurn(samples)
await epoch(alone) // compiles
await epoch(threads)
const pairs: { alone: { ms: number; waiting: number }; threads: { ms: number; waiting: number } }[] = []
for (let round = 0; round < rounds; round++)
  pairs.push({ alone: await epoch(alone), threads: await epoch(threads) })
await threads.close()
console.log(
  JSON.stringify({
    ...{ augmentation, rounds, workers, seed },
    without: { waiting: median(pairs.map((pair) => pair.alone.waiting)) },
    with: { waiting: median(pairs.map((pair) => pair.threads.waiting)) },
    ratio: median(pairs.map((pair) => pair.alone.ms / pair.threads.ms)),
  }),
)
