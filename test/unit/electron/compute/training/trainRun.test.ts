import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readModelFolder } from '#electron/compute/modelFolder/readModelFolder'
import { toldMessages } from '#electron/compute/training/eventLog'
import { RunControl } from '#electron/compute/training/runControl'
import { trainRun } from '#electron/compute/training/trainRun'
import { readNifti } from '#electron/formats/nifti/readNifti'
import { useEngine } from '#electron/onnx/engine'
import { filmPicture } from '#shared/domain/film'
import type { RunMessage } from '#shared/domain/training'
import { readBoard } from '../tensorBoard/readBoard'
import { tinyExperiment, tinySide, writeTinyHearts } from '../tinyHearts'

let home: string
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'septum-run-'))
  writeTinyHearts(join(home, 'hearts'), 4)
  await useEngine()
})
afterAll(() => rmSync(home, { recursive: true }))

interface Started {
  readonly folder: string
  readonly models: string
  readonly heard: RunMessage[]
  readonly control: RunControl
  run(listen?: (message: RunMessage) => void, signal?: AbortSignal): ReturnType<typeof trainRun>
}

function started(name: string, training: object = {}): Started {
  const folder = join(home, name)
  const models = join(home, `${name}-models`)
  mkdirSync(folder)
  writeFileSync(join(folder, 'experiment.json'), JSON.stringify(tinyExperiment('../hearts', training)))
  const heard: RunMessage[] = []
  const control = new RunControl()
  return {
    ...{ folder, models, heard, control },
    run: (listen = () => undefined, signal = new AbortController().signal) =>
      trainRun({
        ...{ runFolder: folder, modelsFolder: models, control, signal },
        listen: (message) => {
          heard.push(message)
          listen(message)
        },
      }),
  }
}

const weightsOf = async (models: string) => {
  const { weights } = await readModelFolder(join(models, 'tiny-hearts', '1'))
  return new Uint8Array(weights.data)
}

describe('a run trains, tests and keeps a model', () => {
  test('two hearts are learnt, one is held back to choose the epoch, one to test', async () => {
    const { folder, models, heard, run } = started('whole', {
      epochs: 24,
      validateEvery: 6,
      augmentation: null,
    })
    const tensors = tf.memory().numTensors
    const result = await run()

    expect(result.mean['lv-cavity']!.dice).toBeGreaterThan(0.7)
    expect(result.cases.map(({ part }) => part)).toEqual(['test'])
    const [tested] = result.cases
    // A disc of radius 6 has 113 pixels: 113 × 3 slices × 160 mm³.
    expect(tested!.reference.edvMl).toBeCloseTo((113 * 3 * 160) / 1000, 6)

    const kinds = heard.map(({ type }) => type)
    expect(kinds[0]).toBe('preparing')
    expect(kinds.at(-1)).toBe('finished')
    expect(kinds.filter((kind) => kind === 'epoch')).toHaveLength(24)
    expect(kinds.lastIndexOf('testing')).toBeGreaterThan(kinds.lastIndexOf('epoch'))
    expect(toldMessages(join(folder, 'events.jsonl'))).toEqual(heard)

    const { id } = tested!
    expect(readdirSync(join(folder, 'predictions'))).toEqual(
      ['ED', 'ES'].flatMap((phase) => [`${id}_${phase}.before.nii.gz`, `${id}_${phase}.nii.gz`]),
    )
    const mask = await readNifti(join(folder, 'predictions', `${id}_ED.nii.gz`))
    expect(mask.shape).toEqual([1, 3, tinySide, tinySide])
    expect(JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8'))).toEqual(result)

    const { card } = await readModelFolder(join(models, 'tiny-hearts', '1'))
    expect(card.id).toBe('tiny-hearts@1')
    expect(card.result).toEqual(result)
    expect(card.trainedOn!.cases).not.toContain(id)
    expect(card.licence).toMatch(/^Research only\. Trained on: ACDC; licence of the data: ./)
    expect(tf.memory().numTensors).toBe(tensors)
  })

  test('TensorBoard can show the run: a point for each epoch, Dice where it was validated, the settings (S3)', () => {
    const folder = join(home, 'whole')
    const name = readdirSync(folder).find((file) => file.includes('tfevents'))!
    const events = readBoard(join(folder, name))
    const stepsOf = (tag: string) =>
      events.filter(({ scalars }) => scalars.some((scalar) => scalar[0] === tag)).map(({ step }) => step)
    const perEpoch = stepsOf('loss/train')[0]!
    expect(stepsOf('loss/train')).toEqual(Array.from({ length: 24 }, (_, i) => (i + 1) * perEpoch))
    expect(stepsOf('dice/lv-cavity')).toEqual([6, 12, 18, 24].map((epoch) => epoch * perEpoch))
    expect(events.at(-1)!.text!.text).toContain('| training.epochs | 24 |')
  })

  test('each validated epoch leaves its film: truth and prediction beside the image', () => {
    const film = join(home, 'whole', 'film', 'epoch-024.bin')
    const { header, planes } = filmPicture(film, readFileSync(film), 1)
    const plane = tinySide * tinySide
    expect(header).toEqual({ columns: tinySide, rows: tinySide, spacingMm: 4 })
    const truth = planes.slice(plane, 2 * plane)
    expect(truth.filter((label) => label === 3)).toHaveLength(113)
    expect(planes.slice(2 * plane).filter((label) => label === 3).length).toBeGreaterThan(50)
  })

  test('a finished run that is asked for again answers at once, and makes no second model', async () => {
    const [folder, models] = [join(home, 'whole'), join(home, 'whole-models')]
    const again = await trainRun({
      ...{ runFolder: folder, modelsFolder: models, control: new RunControl() },
      ...{ signal: new AbortController().signal, listen: () => undefined },
    })
    expect(again.model).toBe('tiny-hearts@1')
    expect(readdirSync(join(models, 'tiny-hearts'))).toEqual(['1'])
  })
})

describe('a run that is interrupted goes on as if it had not been (R-TR-10)', () => {
  test('the same seed gives the same weights, and so does a run that was cut and resumed', async () => {
    const cut = started('cut')
    const power = new AbortController()
    const fails = cut.run((message) => {
      if (message.type === 'epoch' && message.epoch === 2) power.abort()
    }, power.signal)
    await expect(fails).rejects.toThrow('cancelled')
    expect(cut.heard.at(-1)?.type).toBe('epoch') // no ending: the run can be resumed
    const resumed = await cut.run()

    const straight = started('straight')
    const whole = await straight.run()
    expect(await weightsOf(cut.models)).toEqual(await weightsOf(straight.models))
    expect(resumed.mean).toEqual(whole.mean)
    const last = (heard: RunMessage[]) => heard.findLast((message) => message.type === 'epoch')
    expect(last(cut.heard)).toMatchObject({ epoch: 3, trainLoss: lossOf(last(straight.heard)) })
  })

  const lossOf = (message: RunMessage | undefined) => (message?.type === 'epoch' ? message.trainLoss : NaN)
})

describe('a run says what it trains around', () => {
  const notesOf = (heard: RunMessage[]) =>
    heard.flatMap((message) => (message.type === 'note' ? [message.text] : []))

  test('a cut file of labels is named with its case, its phase and the cause, in the part that it is in', async () => {
    const { run, folder, heard } = started('around', { epochs: 1 })
    writeTinyHearts(join(home, 'damaged'), 4)
    const label = (n: number) => join(home, 'damaged', `patient00${n}`, `patient00${n}_frame01_gt.nii.gz`)
    for (const n of [1, 4]) writeFileSync(label(n), readFileSync(label(n)).subarray(0, 60))
    const split = { train: ['patient001', 'patient002'], validation: ['patient003'], test: ['patient004'] }
    const damaged = { ...tinyExperiment('../damaged', { epochs: 1 }), data: { folder: '../damaged', split } }
    writeFileSync(join(folder, 'experiment.json'), JSON.stringify(damaged))
    await run()

    const notes = notesOf(heard)
    expect(notes).toEqual([
      expect.stringMatching(/^patient001: ED left out\. .*patient001_frame01_gt\.nii\.gz/),
      expect.stringMatching(/^patient004: ED left out\. .*patient004_frame01_gt\.nii\.gz/),
    ])
    expect(heard.find(({ type }) => type === 'started')).toMatchObject({ slices: { train: 9 } }) // of 12
    expect(notesOf(toldMessages(join(folder, 'events.jsonl')))).toEqual(notes)
  })

  test('an image that is refused, and labels that were never there, are told too; sound hearts need no word', async () => {
    const { run, folder, heard } = started('missing', { epochs: 1 })
    writeTinyHearts(join(home, 'gaps'), 5)
    rmSync(join(home, 'gaps', 'patient001', 'patient001_frame02_gt.nii.gz'))
    writeFileSync(join(home, 'gaps', 'patient005', 'patient005_frame01.nii.gz'), 'torn')
    const split = { train: ['patient001', 'patient002'], validation: ['patient003'], test: [] }
    const gaps = { ...tinyExperiment('../gaps', { epochs: 1 }), data: { folder: '../gaps', split } }
    writeFileSync(join(folder, 'experiment.json'), JSON.stringify(gaps))
    await run()
    expect(notesOf(heard)).toEqual([
      expect.stringMatching(/^Not used: .*patient005_frame01\.nii\.gz/),
      'patient001: ES left out. Its ES labels are missing.',
    ])
  })
})

describe('a reader stays in charge of a run', () => {
  test('stop ends it after the step under way; the best epoch is tested and kept', async () => {
    const { run, control, heard } = started('stopped', { epochs: 500 })
    const result = await run((message) => {
      if (message.type === 'epoch' && message.epoch === 2) control.stop()
    })
    expect(result.cases).toHaveLength(1)
    expect(heard.filter(({ type }) => type === 'epoch')).toHaveLength(2)
    expect(heard.at(-1)).toMatchObject({ type: 'finished', stopped: true })
  })

  test('a paused run takes no step until it is resumed', async () => {
    const { run, control, heard } = started('paused')
    await run((message) => {
      if (message.type === 'epoch' && message.epoch === 1) control.pause()
      if (message.type === 'paused') setImmediate(() => control.resume())
    })
    const kinds = heard.map(({ type }) => type)
    expect(kinds.slice(kinds.indexOf('paused'), kinds.indexOf('paused') + 2)).toEqual(['paused', 'resumed'])
    expect(kinds.filter((kind) => kind === 'epoch')).toHaveLength(3)
  })

  test('a time budget ends it with the epoch under way, and the decay ends with it', async () => {
    const { run, heard } = started('budget', { epochs: 1000, minutes: 0.01, schedule: 'poly' })
    await run()
    const epochs = heard.filter((message) => message.type === 'epoch')
    expect(epochs.length).toBeGreaterThanOrEqual(1)
    expect(epochs.length).toBeLessThan(1000)
    expect(epochs.at(-1)?.best || epochs.some(({ best }) => best)).toBe(true)
  })
})

describe('a run that cannot go on says why, and what was good is kept', () => {
  test('a loss that is not a number names epoch and step (R-TR-7)', async () => {
    const { run, heard, folder } = started('diverged', { learningRate: 1e38, epochs: 5, augmentation: null })
    await expect(run()).rejects.toMatchObject({ code: 'TRAINING_DIVERGED' })
    const last = heard.at(-1)!
    expect(last).toMatchObject({ type: 'failed', fault: { code: 'TRAINING_DIVERGED' } })
    expect(last.type === 'failed' && last.fault.details).toMatch(/Batch: patient00\d E[DS] slice \d/)
    expect(readdirSync(folder)).not.toContain('result.json')
  })

  test('a size that the network cannot take names the nearest one', async () => {
    const { run, folder, heard } = started('odd')
    const odd = { ...tinyExperiment('../hearts'), preparation: { spacingMm: null, side: 31 } }
    writeFileSync(join(folder, 'experiment.json'), JSON.stringify(odd))
    await expect(run()).rejects.toThrow('the nearest size that it takes is 32 × 32')
    expect(heard.at(-1)).toMatchObject({ type: 'failed', fault: { code: 'SIZE_UNSUPPORTED' } })
  })

  test('an experiment with a wrong field names the field', async () => {
    const { run, folder } = started('wrong')
    writeFileSync(join(folder, 'experiment.json'), JSON.stringify({ ...tinyExperiment('x'), name: '' }))
    await expect(run()).rejects.toMatchObject({ code: 'EXPERIMENT_INVALID' })
    writeFileSync(join(folder, 'experiment.json'), '{')
    await expect(run()).rejects.toThrow('it is not JSON')
  })
})
