import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { encode } from 'fast-png'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { labelMapping } from '#electron/cli/commands/datasetLabels'
import { judgeLabels } from '#electron/datasets/labels/judgeLabels'
import { caseBelow, labelExample } from '#electron/datasets/labels/labelExample'
import { labelSurvey } from '#electron/datasets/labels/labelSurvey'
import { inspectDataset } from '#electron/datasets/inspectDataset'
import { forgetLabelMap, saveLabelMap } from '#electron/host/labels/labelStore'
import { niftiGzBytes } from '#electron/formats/nifti/writeNifti'
import { fittingPresets, labelledBy, type LabelMapping } from '#shared/domain/labelMap'
import { implausibleHeart } from '#shared/geometry/labelPlausibility'
import { folderWith } from '../../../../fixtures/folders'

const side = 32
const shape = [1, 2, side, side] as const
const grid = { grid: { spacingMm: { x: 1, y: 1, z: 10 }, orientation: null }, unitAffine: true }
/** A left ventricle in a ring, a right one beside it, in the codes 500, 200 and 600. */
const coded = Int16Array.from({ length: 2 * side * side }, (_, i) => {
  const [x, y] = [i % side, Math.floor(i / side) % side]
  const fromLv = Math.hypot(x - 19, y - 16)
  if (fromLv <= 6) return 500
  if (fromLv <= 9) return 200
  return Math.hypot(x - 6, y - 16) <= 4 ? 600 : 0
})
const cavity = coded.filter((value) => value === 500).length
const right: LabelMapping = { 0: 'background', 200: 'lv-myocardium', 500: 'lv-cavity', 600: 'rv-cavity' }
const swapped: LabelMapping = { ...right, 500: 'rv-cavity', 600: 'lv-cavity' }

/** nnU-Net's layout with names that Septum does not know. */
const dataset = () =>
  folderWith({
    'dataset.json': JSON.stringify({
      channel_names: { 0: 'MRI' },
      labels: { background: 0, wall: 200, pool: 500, other: 600 },
    }),
    'imagesTr/h_1_0000.nii.gz': niftiGzBytes({ shape, data: Float32Array.from(coded) }, grid),
    'labelsTr/h_1.nii.gz': niftiGzBytes({ shape, data: coded }, grid),
  })

let workspace = ''
beforeEach(() => {
  workspace = folderWith()
  process.env.SEPTUM_WORKSPACE = workspace
})
afterEach(() => void delete process.env.SEPTUM_WORKSPACE)

describe('label values that nobody knows (R-DS-2)', () => {
  test('are listed with their voxels, with a slice that shows most of them', async () => {
    const folder = dataset()
    const { sources } = await labelSurvey(folder)
    expect(sources).toHaveLength(1)
    const [source] = sources
    expect(source).toMatchObject({ layout: 'nnunet', cases: 1, looked: 1, remembered: false })
    expect(source!.values.map(({ value }) => value)).toEqual([0, 200, 500, 600])
    expect(source!.values.find(({ value }) => value === 500)!.voxels).toBe(cavity)
    const example = await labelExample(await caseBelow(folder, source!.example.study), source!.example.slice)
    expect([...new Set(example.values)].sort((a, b) => a - b)).toEqual([0, 200, 500, 600])
    expect(example.grey).toHaveLength(side * side)
  })

  test('once named they count at every later opening, without a new scan; forgotten, they are unknown again', async () => {
    const folder = dataset()
    expect((await inspectDataset(folder)).cases[0]!.volumesMl.still).toEqual({})
    const named = { folder, layout: 'nnunet', values: [0, 200, 500, 600], map: right, fillLines: false }
    await saveLabelMap(workspace, named)
    const { cases } = await inspectDataset(folder)
    expect(cases[0]!.problems).toEqual([])
    expect(cases[0]!.volumesMl.still!['lv-cavity']).toBeCloseTo((cavity * 10) / 1000, 6)
    expect((await labelSurvey(folder)).sources[0]).toMatchObject({ remembered: true })
    const [file] = readdirSync(path.join(workspace, 'labels'))
    expect(JSON.parse(readFileSync(path.join(workspace, 'labels', file!), 'utf8'))).toMatchObject({
      ...{ schema: 'septum-labels/1', layout: 'nnunet', map: right },
    })
    await forgetLabelMap(workspace, folder, 'nnunet')
    expect((await inspectDataset(folder)).cases[0]!.volumesMl.still).toEqual({})
  })

  test('a folder beside it is another source, and a new value asks again', async () => {
    const [one, other] = [dataset(), dataset()]
    const values = [0, 500]
    const named = {
      folder: one,
      layout: 'nnunet',
      values,
      map: { 0: 'background', 500: 'lv-cavity' } as const,
    }
    await saveLabelMap(workspace, { ...named, fillLines: false })
    const { cases } = await inspectDataset(one)
    expect(cases[0]!.problems.join()).toMatch(/value (200|600)/)
    expect((await labelSurvey(other)).sources[0]!.remembered).toBe(false)
  })

  test('cannot be kept while one of them has no meaning', async () => {
    const named = { folder: dataset(), layout: 'nnunet', values: [0, 200, 500, 600], fillLines: false }
    await expect(
      saveLabelMap(workspace, { ...named, map: { 0: 'background', 500: 'lv-cavity' } }),
    ).rejects.toMatchObject({ code: 'LABELS_UNNAMED', facts: { values: '200, 600' } })
  })
})

describe('a wrong order of labels (X23, R-DS-3)', () => {
  test('is refused where the myocardium does not surround the LV cavity', async () => {
    const folder = dataset()
    const { sources } = await labelSurvey(folder)
    const source = await caseBelow(folder, sources[0]!.example.study)
    await expect(judgeLabels(source, right)).resolves.toBeUndefined()
    await expect(judgeLabels(source, swapped)).rejects.toMatchObject({
      code: 'LABELS_IMPLAUSIBLE',
      message: expect.stringContaining('left and right seem to be swapped'),
    })
  })
  test('nothing speaks against a map without myocardium, or against a tiny cavity', () => {
    const labels = Uint8Array.from(coded, (value) => (value === 500 ? 3 : 0))
    expect(implausibleHeart(labels, side, side)).toBeNull()
    expect(implausibleHeart(Uint8Array.of(3, 2, 0, 0), 2, 2)).toBeNull()
  })
  test('the known orders and codes are offered where every value is in them', () => {
    const names = (values: number[]) => fittingPresets(values).map(({ id }) => id)
    expect(names([0, 1, 2, 3])).toEqual(['acdc', 'mnms'])
    expect(names([0, 200, 500, 600])).toEqual(['mscmr'])
    expect(names([0, 255])).toEqual(['binary', 'inverted'])
    expect(names([0, 9, 11])).toEqual([])
  })
})

describe('"not labelled here" is neither background nor absent (X24)', () => {
  test('a structure that no value means is not labelled, whatever else is', () => {
    expect(labelledBy({ 0: 'background', 1: 'rv-cavity', 2: 'not-labelled' })).toEqual(['rv-cavity'])
    expect(labelMapping('0=background, 1=rv-cavity,2=not-labelled,#ff0000=object')).toEqual({
      ...{ 0: 'background', 1: 'rv-cavity', 2: 'not-labelled', 16711680: 'object' },
    })
    expect(() => labelMapping('1=liver')).toThrow('VALUE=STRUCTURE')
  })
})

test('a mask of lines is filled once a person has said so', async () => {
  const ring = (i: number) => Math.abs(Math.hypot((i % side) - 16, Math.floor(i / side) - 16) - 8) < 0.75
  const picture = (data: Uint8Array) => encode({ width: side, height: side, channels: 1, data })
  const mask = picture(Uint8Array.from({ length: side * side }, (_, i) => (ring(i) ? 255 : 0)))
  const folder = folderWith({ 'images/a.png': picture(new Uint8Array(side * side)), 'masks/a.png': mask })
  const line = (await inspectDataset(folder)).cases[0]!.pixels!.object!
  const map = { 0: 'background', 255: 'object' } as const
  await saveLabelMap(workspace, { folder, layout: 'image-mask', values: [0, 255], map, fillLines: true })
  const filled = (await inspectDataset(folder)).cases[0]!
  expect(filled.problems).toEqual([])
  expect(filled.pixels!.object!).toBeGreaterThan(3 * line)
})
