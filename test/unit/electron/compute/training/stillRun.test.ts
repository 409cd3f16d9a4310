import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { experimentText } from '#electron/cli/resultText'
import { RunControl } from '#electron/compute/training/runControl'
import { trainRun } from '#electron/compute/training/trainRun'
import { inspectDataset } from '#electron/datasets/inspectDataset'
import { useEngine } from '#electron/onnx/engine'
import type { RunMessage } from '#shared/domain/training'
import { tinyDiscPixels, writeTinyAtria } from '../tinyAtria'
import { tinyExperiment } from '../tinyHearts'

let home: string
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'septum-still-'))
  writeTinyAtria(join(home, 'atria'), 4)
  await useEngine()
})
afterAll(() => rmSync(home, { recursive: true }))

/** A disc × 3 slices × 160 mm³. */
const discMl = (tinyDiscPixels * 3 * 160) / 1000

test('images without a heart beat are listed with the volumes of their only image', async () => {
  const { cases, summary } = await inspectDataset(join(home, 'atria'))
  expect(cases).toHaveLength(4)
  expect(cases[0]).toMatchObject({
    phases: { ed: null, es: null, still: { frame: 1 } },
    volumesMl: { ed: {}, es: {}, still: { 'left-atrium': discMl } },
    problems: [],
  })
  expect(summary.labelledSlices).toBe(12)
})

test('a network learns a left atrium, and is scored once a case, with its volume beside the reference', async () => {
  const folder = join(home, 'run')
  mkdirSync(folder)
  const experiment = {
    ...tinyExperiment('../atria', { epochs: 12, validateEvery: 4, augmentation: null }),
    structures: ['left-atrium'],
  }
  writeFileSync(join(folder, 'experiment.json'), JSON.stringify(experiment))
  const heard: RunMessage[] = []
  const result = await trainRun({
    ...{ runFolder: folder, modelsFolder: join(home, 'models'), control: new RunControl() },
    ...{ signal: new AbortController().signal, listen: (message: RunMessage) => heard.push(message) },
  })
  const [tested] = result.cases
  const scores = tested!.structures['left-atrium']!
  expect([scores.ed, scores.es]).toEqual([null, null])
  expect(scores.still!.dice).toBeGreaterThan(0.7)
  expect(result.mean['left-atrium']).toMatchObject({ volumes: 1, dice: scores.still!.dice })
  expect(tested!.volumesMl!['left-atrium']!.reference).toBeCloseTo(discMl, 6)
  expect(tested!.edvMl).toBeNull()
  expect(result.rule).toContain('1 volumes (one a case)')
  const before = `${tested!.id}.before.nii.gz`
  expect(readdirSync(join(folder, 'predictions'))).toEqual([before, `${tested!.id}.nii.gz`])
  expect(heard.filter(({ type }) => type === 'note')).toEqual([])
  const text = experimentText(result)
  expect(text).toContain('Left atrium ml')
  expect(text).not.toContain('EF')
})
