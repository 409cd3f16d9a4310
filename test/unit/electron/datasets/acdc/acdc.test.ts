import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { infoCfg } from '#electron/datasets/acdc/infoCfg'
import { inspectDataset } from '#electron/datasets/inspectDataset'
import { openCase } from '#electron/datasets/openCase'
import { scanFolder } from '#electron/datasets/scanFolder'
import type { CaseSource } from '#shared/domain/study'
import { folderWith } from '../../../../fixtures/folders'
import { int16Bytes, niftiFile } from '../../../../fixtures/niftiFiles'
import { needing, realData } from '../../../../fixtures/realData'

const image = (first: number, t = 1) =>
  niftiFile({
    shape: t > 1 ? [6, 5, 2, t] : [6, 5, 2],
    voxels: int16Bytes(Array.from({ length: 60 * t }, (_, i) => first + i)),
  })
/** A cavity of one pixel in a myocardium of eight, and an RV pixel beside it, on the first slice. */
const labels = (() => {
  const map = new Uint8Array(60)
  for (const y of [1, 2, 3]) for (const x of [2, 3, 4]) map[6 * y + x] = 2
  map[6 * 2 + 3] = 3
  map[6 * 2 + 1] = 1
  return map
})()
const gt = (voxels = labels, shape: [number, number, number] = [6, 5, 2]) =>
  niftiFile({ shape, code: 2, bits: 8, voxels })
const patient = (more: Record<string, Uint8Array | string> = {}) => ({
  'patient007/Info.cfg':
    'ED: 4\r\nES: 11\r\nGroup: DCM\r\nHeight: 184.0\r\nNbFrame: 12\r\nWeight: 95.0\r\n\r\n',
  'patient007/patient007_frame04.nii': image(0),
  'patient007/patient007_frame11.nii': image(500),
  'patient007/patient007_frame04_gt.nii': gt(),
  'patient007/patient007_frame11_gt.nii': gt(),
  ...more,
})
async function only(folder: string): Promise<CaseSource> {
  const found: CaseSource[] = []
  await scanFolder(folder, {
    onCase: (c) => found.push(c),
    onRefusal: () => undefined,
    onProgress: () => undefined,
  })
  expect(found).toHaveLength(1)
  return found[0]!
}

describe('an ACDC patient', () => {
  test('without the cine has two phases, ED and ES, each with its frame number of the source (X22)', async () => {
    const source = await only(folderWith(patient()))
    expect(source).toMatchObject({
      layout: 'acdc',
      name: 'patient007',
      group: 'DCM',
      phases: 2,
      ed: 0,
      es: 1,
    })
    const reader = await openCase(source)
    expect([reader.frameNumber(0), reader.frameNumber(1)]).toEqual([4, 11])
    expect((await reader.frame(1, 1)).values[0]).toBe(530)
    expect((await reader.volume(1))[59]).toBe(559)
  })
  test('with the cine has all its phases, and the labels lie at frame number - 1 (X22)', async () => {
    const source = await only(folderWith(patient({ 'patient007/patient007_4d.nii': image(0, 12) })))
    expect(source).toMatchObject({ phases: 12, ed: 3, es: 10 })
    const reader = await openCase(source)
    expect((await reader.frame(0, 10)).values[0]).toBe(600)
    expect(await reader.labels(2)).toBeNull()
    expect([...(await reader.labels(3))!]).toEqual([...labels])
    expect(reader.labelledRegions(3)).toEqual(['rv-cavity', 'lv-myocardium', 'lv-cavity'])
  })
  test('brings contours that enclose exactly its labelled pixels', async () => {
    const reader = await openCase(await only(folderWith(patient())))
    const ed = reader.opened.imported.filter(({ phase, slice }) => phase === 0 && slice === 0)
    expect(ed.map(({ boundary, source, state }) => `${boundary} ${source} ${state}`).sort()).toEqual([
      'lv-endo imported accepted',
      'lv-epi imported accepted',
      'rv-endo imported accepted',
    ])
    expect(reader.volumesMl(0)['lv-myocardium']).toBeCloseTo((8 * 1.5 * 1.5 * 10) / 1000, 6)
  })
  test('whose gt has another shape opens all the same; the case names the file and both shapes', async () => {
    const wrong = gt(new Uint8Array(30), [6, 5, 1])
    const folder = folderWith(patient({ 'patient007/patient007_frame04_gt.nii': wrong }))
    const reader = await openCase(await only(folder))
    expect(await reader.labels(0)).toBeNull()
    expect(await reader.labels(1)).not.toBeNull()
    expect(reader.problems.join()).toMatch(
      /patient007_frame04_gt\.nii has the shape 1 × 5 × 6, .* has 2 × 5 × 6/,
    )
    const { cases } = await inspectDataset(folder)
    expect(cases[0]!.problems.join()).toContain('patient007_frame04_gt.nii')
    await expect(labelMapOf(folder)).rejects.toMatchObject({ code: 'GEOMETRY_MISMATCH' })
  })
  test('whose gt holds a value that ACDC does not define is not guessed at', async () => {
    const strange = labels.slice()
    strange[0] = 7
    const folder = folderWith(patient({ 'patient007/patient007_frame04_gt.nii': gt(strange) }))
    const reader = await openCase(await only(folder))
    expect(reader.problems.join()).toContain('label value 7')
    await expect(labelMapOf(folder)).rejects.toMatchObject({ code: 'LABEL_UNKNOWN' })
  })
  test('without any readable image is refused', async () => {
    const folder = folderWith({
      'p/Info.cfg': 'ED: 1',
      'p/p_frame01.nii': image(0).subarray(0, 300),
      'p/p_frame01_gt.nii': gt(),
    })
    const codes: string[] = []
    await scanFolder(folder, {
      onCase: () => undefined,
      onRefusal: ({ code }) => codes.push(code),
      onProgress: () => undefined,
    })
    expect(codes).toEqual(['FILE_TRUNCATED', 'CASE_INCOMPLETE'])
  })
})

/** Reads the ED label map the way the adapter does, to see the fault itself. */
async function labelMapOf(folder: string): Promise<unknown> {
  const { labelMap, sameValues } = await import('#electron/datasets/labelMap')
  const file = path.join(folder, 'patient007', 'patient007_frame04_gt.nii')
  const values = sameValues([0, 1, 2, 3])
  return labelMap(file, { shape: [1, 2, 5, 6], image: 'patient007_frame04.nii', values, layout: 'ACDC' })
}

test.each([
  ['ED: 1\nES: 12\nGroup: NOR\n', { ed: 1, es: 12, group: 'NOR' }],
  ['\n  es :9 \r\nED=2\r\n\r\n', { ed: 2, es: 9, group: null }],
  ['ED: soon\nES: -3\nGroup:\n', { ed: null, es: null, group: null }],
])('Info.cfg %j is understood', (text, expected) => expect(infoCfg(text)).toMatchObject(expected))

const { missing, because } = needing('acdc')
test.skipIf(missing)(`all real patients have the volumes of truth.csv within 0.1 %${because}`, async () => {
  const folder = path.join(realData, 'acdc')
  const [heads, ...rows] = readFileSync(path.join(folder, 'truth.csv'), 'utf8')
    .trim()
    .split('\n')
    .map((l) => l.split(','))
  const { cases, layout } = await inspectDataset(folder)
  expect(layout).toBe('acdc')
  expect(cases).toHaveLength(rows.length)
  for (const row of rows) {
    const truth = Object.fromEntries(heads!.map((head, i) => [head, row[i]!]))
    const found = cases.find(({ id }) => id === truth.patient)!
    expect(found.problems, found.id).toEqual([])
    expect(found.group).toBe(truth.group)
    expect(found.shape).toEqual([truth.size_z, truth.size_y, truth.size_x].map(Number))
    expect([found.phases.ed?.frame, found.phases.es?.frame]).toEqual(
      [truth.ed_frame, truth.es_frame].map(Number),
    )
    for (const [column, region] of [
      ['lv', 'lv-cavity'],
      ['myo', 'lv-myocardium'],
      ['rv', 'rv-cavity'],
    ] as const)
      for (const phase of ['ed', 'es'] as const) {
        const expected = Number(truth[`${column}_${phase}_ml`])
        expect(
          Math.abs(found.volumesMl[phase][region]! / expected - 1),
          `${found.id} ${column} ${phase}`,
        ).toBeLessThan(0.001)
      }
  }
})
