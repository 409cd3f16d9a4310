import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { augmentedSample, planesOf } from '#electron/compute/training/augmentedSample'
import { Samples } from '#electron/compute/training/batches'
import { builtNetwork } from '#electron/compute/training/builtNetwork'
import { labelledCases } from '#electron/compute/training/labelledCases'
import { networkWindow } from '#electron/compute/training/networkWindow'
import { runData } from '#electron/compute/training/runData'
import { splitCases } from '#electron/compute/training/splitCases'
import { TrainingCases } from '#electron/compute/training/trainingCases'
import { openCase } from '#electron/datasets/openCase'
import { inputShape } from '#models/networks/inputShape'
import { Experiment } from '#shared/domain/experiment'
import { tinyExperiment, tinySide, tinySlices, writeTinyHearts } from '../tinyHearts'

let home: string
const never = new AbortController().signal
const silent = () => undefined
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'septum-augmented-'))
  writeTinyHearts(join(home, 'hearts'), 4)
})
afterAll(() => rmSync(home, { recursive: true }))

const experiment = (training: object, network: object = {}) =>
  Experiment.parse({ ...tinyExperiment(join(home, 'hearts'), training), network })
const order = (asked: Experiment, turn: number, revision = 0) => ({
  ...{ experiment: asked, turn, revision, cache: join(home, 'cache') },
})

/** The samples of a run, by the way that a run goes: all training cases, prepared and numbered together. */
async function samplesOfRun(asked: Experiment, window: readonly [number, number, number] | null) {
  const { data, preparation, structures, training } = asked
  const parts = splitCases(await labelledCases(data.folder, data.layout, never), data.split, '')
  const { train } = await runData(parts, preparation, openCase, { tell: silent, note: silent }, never)
  const { augmentation, seed } = training
  return new Samples(train, { side: tinySide, window, channels: structures, augmentation, seed })
}

describe('what the form shows of augmentation (F-TR-4)', () => {
  test.each([
    ['the settings of the form', {}],
    ['the elastic preset of ACDC', { augmentation: 'A-ACDC-2D' }],
    ['none', { augmentation: null }],
  ])('is what the batches of the run hold of the slice, bit for bit: %s', async (_name, training) => {
    const asked = experiment(training)
    const run = await samplesOfRun(asked, null)
    const cases = new TrainingCases()
    expect(run.all).toHaveLength(2 * 2 * tinySlices) // two patients, ED and ES
    for (const [number, sample] of run.all.entries()) {
      const place = { volume: Math.floor(number / tinySlices) % 2, plane: number % tinySlices }
      const found = await cases.find(order(asked, Math.floor(number / (2 * tinySlices))), silent, never)
      expect(found.name).toBe(sample.volume.caseName)
      for (const epoch of ['as they are', 1, 2, 110] as const)
        expect(augmentedSample(found, asked, place, epoch)).toEqual(run.batch([number], epoch))
    }
  })

  test('is a plane of the window that a network for volumes is shown', async () => {
    const asked = experiment({ augmentation: 'A-ACDC-3D' }, { id: 'unet-3d', slices: 2, patch: 16, depth: 2 })
    const run = await samplesOfRun(asked, [2, 16, 16])
    const found = await new TrainingCases().find(order(asked, 1), silent, never)
    expect(planesOf(found, asked).map(({ planes }) => planes)).toEqual([2, 2])
    const whole = run.batch([3], 4)
    const upper = augmentedSample(found, asked, { volume: 1, plane: 1 }, 4)
    expect(upper.images).toEqual(whole.images.slice(256))
    expect(upper.targets).toEqual(whole.targets.slice(256 * 3))
  })

  test('shows what was added to the folder once it has been looked at again', async () => {
    const folder = join(home, 'growing')
    writeTinyHearts(folder, 3)
    const part = { train: 1, validation: 1, test: 0, seed: 1 }
    const asked = (train: number) =>
      Experiment.parse({
        ...experiment({}),
        data: { folder, layout: 'auto', split: { ...part, train } },
      })
    const cases = new TrainingCases()
    expect((await cases.find(order(asked(2), 0), silent, never)).cases).toBe(2)
    writeTinyHearts(folder, 4)
    const unseen = cases.find(order(asked(3), 0), silent, never)
    await expect(unseen).rejects.toMatchObject({ code: 'SPLIT_IMPOSSIBLE' })
    expect((await cases.find(order(asked(3), 0, 1), silent, never)).cases).toBe(3)
  })

  test('tells how far the cases before it are, and can be called off', async () => {
    const told: string[] = []
    const cases = new TrainingCases()
    await cases.find(
      order(experiment({}), 1),
      (done, total, what) => told.push(`${done}/${total} ${what}`),
      never,
    )
    expect(told).toEqual([expect.stringMatching(/^0\/2 patient/), expect.stringMatching(/^1\/2 patient/)])
    const stop = new AbortController()
    const late = new TrainingCases().find(order(experiment({}), 1), () => stop.abort(), stop.signal)
    await expect(late).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})

test.each([{ id: 'unet-3d', depth: 2, slices: 2, patch: 16 }, { id: 'isensee-acdc-3d' }, { id: 'unet-2d' }])(
  'what a network sees at a time is known before it is built: $id',
  (network) => {
    const asked = experiment({}, { ...network, baseFilters: 2 })
    const built = builtNetwork(asked)
    const shape = inputShape(built, tinySide)
    expect(networkWindow(asked)).toEqual(shape.length === 3 ? shape : null)
    built.dispose()
  },
)
