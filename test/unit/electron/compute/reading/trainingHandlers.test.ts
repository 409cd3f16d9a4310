import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readerHandlers } from '#electron/compute/reading/readerHandlers'
import { loopback } from '#electron/transport/loopback'
import { Experiment } from '#shared/domain/experiment'
import { readerAreas } from '#shared/ipc/children'
import { connect } from '#shared/ipc/connect'
import { serve } from '#shared/ipc/serve'
import { tinyExperiment, tinySide, tinySlices, writeTinyHearts } from '../tinyHearts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'septum-previewed-'))
  writeTinyHearts(join(home, 'hearts'), 4)
})
afterAll(() => rmSync(home, { recursive: true }))

function reader() {
  const [ours, theirs] = loopback()
  serve(theirs, readerAreas, readerHandlers())
  return connect(ours, readerAreas).reading
}
const everyTime = { probability: 1, rotationDegrees: 40, gamma: 1, noise: 0.2 }
const asked = (training: object = {}, more: object = {}) => ({
  experiment: Experiment.parse({ ...tinyExperiment(join(home, 'hearts'), training), ...more }),
  ...{ turn: 0, revision: 0, cache: null, volume: 0, plane: 1 },
})
const plane = tinySide ** 2

test('a training case is named with its phases, and with the slice that shows most of the heart', async () => {
  const facts = await reader().trainingCase(asked())
  expect(facts).toMatchObject({ cases: 2, name: expect.stringMatching(/^patient00\d$/) })
  expect(facts.volumes).toEqual([
    { phase: 'ed', planes: tinySlices, fullest: 0 },
    { phase: 'es', planes: tinySlices, fullest: 0 },
  ])
})

test('a slice in an epoch is a picture with its labels: the same whenever it is asked for, another in another epoch', async () => {
  const order = asked({ augmentation: everyTime })
  const [plain, first, second] = await Promise.all(
    [null, 1, 2].map((epoch) => reader().augmented({ ...order, epoch })),
  )
  expect(plain!.header).toEqual({
    ...{ columns: tinySide, rows: tinySide, spacingMm: { x: 4, y: 4 }, changed: false },
    labelled: ['rv-cavity', 'lv-myocardium', 'lv-cavity'],
  })
  expect([first!.header.changed, second!.header.changed]).toEqual([true, true])
  expect(plain!.bytes.subarray(plane).filter((label) => label === 3)).toHaveLength(113) // a disc of radius 6
  expect(first!.bytes).not.toEqual(second!.bytes)
  expect((await reader().augmented({ ...order, epoch: 2 })).bytes).toEqual(second!.bytes)
})

test('a structure that is not learnt is not drawn', async () => {
  const order = asked({ augmentation: null }, { structures: ['lv-cavity'] })
  const { bytes, header } = await reader().augmented({ ...order, epoch: null })
  expect(new Set(bytes.subarray(plane))).toEqual(new Set([0, 3]))
  expect(header.labelled).toEqual(['lv-cavity'])
})

test('brighter is shown brighter: all epochs share the grey of the slice as it is', async () => {
  const brighter = [{ op: 'brightness', factor: [0.5, 0.5] }]
  const order = asked({ augmentation: brighter }, { preparation: { ...preparation, intensity: 'min-max' } })
  const mean = ({ bytes }: { bytes: Uint8Array }) =>
    bytes.subarray(0, plane).reduce((sum, grey) => sum + grey, 0) / plane
  const [plain, darker] = await Promise.all([null, 1].map((epoch) => reader().augmented({ ...order, epoch })))
  expect(mean(darker!)).toBeLessThan(0.6 * mean(plain!))
})
const preparation = { spacingMm: null, side: tinySide }

test('settings out of their range, and places that there are not, are refused with the field or the place', async () => {
  const order = { ...asked(), epoch: 1 }
  const wrong = (augmentation: unknown) => {
    const { experiment } = order
    const training = { ...experiment.training, augmentation } as Experiment['training']
    return reader().augmented({ ...order, experiment: { ...experiment, training } })
  }
  await expect(wrong({ ...everyTime, rotationDegrees: 999 })).rejects.toMatchObject({
    fault: {
      code: 'REQUEST_INVALID',
      cause: expect.stringContaining('training.augmentation.rotationDegrees'),
    },
  })
  await expect(wrong([{ op: 'gamma', gamma: [2, 1] }])).rejects.toMatchObject({
    fault: {
      code: 'REQUEST_INVALID',
      cause: expect.stringContaining('the first number is larger than the second'),
    },
  })
  await expect(reader().augmented({ ...order, turn: 2 })).rejects.toMatchObject({
    fault: { code: 'NOT_FOUND' },
  })
  await expect(reader().augmented({ ...order, plane: 3 })).rejects.toMatchObject({
    fault: { code: 'NOT_FOUND' },
  })
  const many = {
    data: { folder: join(home, 'hearts'), split: { train: 9, validation: 1, test: 1, seed: 1 } },
  }
  await expect(reader().trainingCase(asked({}, many))).rejects.toMatchObject({
    fault: { code: 'SPLIT_IMPOSSIBLE' },
  })
})
