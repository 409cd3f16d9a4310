import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Samples, type Batch, type BatchOptions } from '#electron/compute/training/batches'
import { batchesInTurn, type BatchSource } from '#electron/compute/training/batchSource'
import type { PreparedVolume } from '#electron/compute/training/preparedVolume'
import { sharedVolumes, ThreadedBatches } from '#electron/compute/training/threadedBatches'
import { seededRandom } from '#shared/domain/random'
import { bundledProgram } from '../../../../fixtures/bundledProgram.mjs'

const side = 16
const count = 4
let program: URL
beforeAll(() => void (program = pathToFileURL(bundledProgram('electron/compute/training/workerAugment.ts'))))

function volume(number: number): PreparedVolume {
  const random = seededRandom(number)
  const grid = { slices: count, rows: side, columns: side, spacingMm: { x: 1, y: 1, z: 8 } }
  return {
    ...{ caseName: `case${number}`, phase: 'ed', count, labelled: ['lv-cavity'], spacingMm: grid.spacingMm },
    ledger: [],
    slices: Float32Array.from({ length: count * side ** 2 }, () => random()),
    labels: Uint8Array.from({ length: count * side ** 2 }, () => (random() < 0.3 ? 3 : 0)),
    record: { source: grid, prepared: grid, moves: [], numbers: [], ignored: [], restore: 'probabilities' },
    reference: new Uint8Array(0),
  }
}
const volumes = sharedVolumes([volume(1), volume(2), volume(3)])
const options: BatchOptions = {
  side,
  window: null,
  channels: ['lv-cavity'],
  augmentation: 'A-ACDC-3D',
  seed: 7,
}
/** Batches of an epoch over so many samples. */
const orderOf = (samples: number) =>
  Array.from({ length: 5 }, (_, step) => [step, 2 * step + 1, 3 * step + 2].map((number) => number % samples))
const order = orderOf(12)

/** The bytes of two epochs' batches. */
async function drained(source: BatchSource, batches = order): Promise<string[]> {
  const out: string[] = []
  for (const epoch of [1, 2]) for await (const batch of source.epoch(batches, epoch)) out.push(bytesOf(batch))
  return out
}
const bytesOf = ({ images, targets, labelled }: Batch): string =>
  [images, targets, labelled].map(({ buffer }) => Buffer.from(buffer).toString('base64')).join()

describe('batches from worker threads', () => {
  const open: BatchSource[] = []
  const workers = (threads: number, given = options) => {
    const source = new ThreadedBatches(volumes, given, program, threads)
    open.push(source)
    return source
  }
  afterAll(() => Promise.all(open.map((source) => source.close())))

  test('are those made without, bit for bit, from one thread or from four, slices and stacks alike', async () => {
    for (const window of [null, [2, 8, 8] as const]) {
      const given = { ...options, window }
      const batches = orderOf(window ? 3 : 12)
      const alone = await drained(batchesInTurn(new Samples(volumes, given)), batches)
      expect(new Set(alone).size).toBe(window ? 6 : 10)
      expect(await drained(workers(1, given), batches)).toEqual(alone)
      expect(await drained(workers(4, given), batches)).toEqual(alone)
    }
  })

  test('an epoch that is left early does not disturb the next one', async () => {
    const source = workers(2)
    const left = source.epoch(order, 1)
    await left.next()
    await left.return()
    const [first] = await drained(source)
    expect(first).toEqual((await drained(batchesInTurn(new Samples(volumes, options))))[0])
  })

  test('a thread that is lost ends the epoch with a reason, at once and for whoever asks later', async () => {
    const source = new ThreadedBatches(volumes, { ...options, channels: undefined as never }, program, 1)
    open.push(source)
    const crashed = { code: 'COMPUTE_CRASHED', facts: { job: 'augmentation' } }
    await expect(drained(source)).rejects.toMatchObject(crashed)
    await expect(drained(source)).rejects.toMatchObject(crashed)
  })

  test('closed, it is no failure', async () => {
    const source = workers(1)
    const batches = source.epoch(order, 1)
    await batches.next()
    await source.close()
    await expect(source.close()).resolves.toBeUndefined()
  })
})
