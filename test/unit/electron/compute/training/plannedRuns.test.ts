import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readModelFolder } from '#electron/compute/modelFolder/readModelFolder'
import { networkPlan, withPlan } from '#electron/compute/training/plannedExperiment'
import { RunControl } from '#electron/compute/training/runControl'
import { trainRun } from '#electron/compute/training/trainRun'
import { useEngine } from '#electron/onnx/engine'
import { dataFingerprint } from '#models/networks/residualUnet.fingerprint'
import { Experiment } from '#shared/domain/experiment'
import type { RunMessage } from '#shared/domain/training'
import { tinyExperiment, writeTinyHearts } from '../tinyHearts'

let home: string
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'septum-planned-'))
  writeTinyHearts(join(home, 'hearts'), 4)
  await useEngine()
})
afterAll(() => rmSync(home, { recursive: true }))

const network = { id: 'residual-unet', plan: 'auto', minutes: 0.5 } as const
const asked = (folder: string, more: object = {}) => ({
  ...tinyExperiment(folder, { epochs: 1, batch: 2, augmentation: null, ...more }),
  network,
})

describe('a residual network planned for data and machine (networks A9)', () => {
  const experiment = Experiment.parse(asked('/hearts'))
  const plan = (flopsPerSecond: number, minutes: number | null = null) =>
    networkPlan(
      {
        ...experiment,
        network: { ...experiment.network, minutes },
        preparation: { ...experiment.preparation, side: 160 },
      },
      1000,
      { freeBytes: 16e9, flopsPerSecond },
    )

  test('is the whole one where there is time, and the smaller the less there is', () => {
    expect(plan(1e11)).toMatchObject({
      baseFilters: 32,
      mostBlocks: 6,
      words: expect.stringMatching(/^The whole/) as string,
    })
    const filters = [600, 60, 0.5].map((minutes) => plan(1e11, minutes).baseFilters)
    expect(filters).toEqual(filters.toSorted((a, b) => b - a))
    expect(filters.at(-1)).toBe(8)
    expect(plan(1e11, 6).words).toMatch(/^Planned smaller .* % of the whole network's multiplications\.$/)
  })

  test('brings its batch along; an experiment without a plan of its own is not touched', () => {
    const made = { baseFilters: 12, mostBlocks: 1, batch: 5, words: '' }
    expect(withPlan(experiment, made)).toMatchObject({
      network: { baseFilters: 12, mostBlocks: 1 },
      training: { batch: 5 },
    })
  })
})

test('the fingerprint tells spacing, sizes and the grey of each label', () => {
  const volume = (x: number, grey: number) => ({
    slices: Float32Array.of(0, 2, grey, grey + 2),
    labels: Uint8Array.of(0, 0, 3, 3),
    count: 1,
    spacingMm: { x, y: x, z: 8 },
  })
  const made = dataFingerprint([volume(1, 10), volume(1.5, 10), volume(3, 10)], 2)
  expect(made).toMatchObject({
    volumes: 3,
    slices: 3,
    side: 2,
    medianSlices: 1,
    medianSpacingMm: [1.5, 1.5, 8],
  })
  expect(made.intensities).toEqual([
    { label: 0, pixels: 6, mean: 1, sd: 1 },
    { label: 3, pixels: 6, mean: 11, sd: 1 },
  ])
})

test('a run says by how much its network was made smaller, keeps plan and fingerprint, and resumes with the same', async () => {
  const runFolder = join(home, 'run')
  mkdirSync(runFolder)
  const write = (epochs: number) =>
    writeFileSync(join(runFolder, 'experiment.json'), JSON.stringify(asked('../hearts', { epochs })))
  write(1)
  const run = async (): Promise<RunMessage[]> => {
    const told: RunMessage[] = []
    await trainRun({
      ...{ runFolder, modelsFolder: join(home, 'models'), control: new RunControl() },
      ...{ signal: new AbortController().signal, listen: (message: RunMessage) => told.push(message) },
    })
    return told
  }
  const told = await run()
  const words = (messages: RunMessage[]) =>
    messages.flatMap((message) =>
      message.type === 'note' && / maps at the first of /.test(message.text) ? [message.text] : [],
    )
  expect(words(told)).toHaveLength(1)
  expect(existsSync(join(runFolder, 'plan.json'))).toBe(true)
  const plan = JSON.parse(readFileSync(join(runFolder, 'plan.json'), 'utf8')) as { baseFilters: number }
  const { card } = await readModelFolder(join(home, 'models', 'tiny-hearts', '1'))
  expect(card.network.options).toMatchObject({ baseFilters: plan.baseFilters })
  expect(card.fingerprint).toMatchObject({ volumes: 4, medianSpacingMm: [4, 4, 10] })

  // Resumed on a machine that seems slower: the plan stays.
  rmSync(join(runFolder, 'result.json'))
  write(2)
  expect(words(await run())).toEqual(words(told))
})
