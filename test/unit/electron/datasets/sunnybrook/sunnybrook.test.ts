import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openCase } from '#electron/datasets/openCase'
import { scanFolder } from '#electron/datasets/scanFolder'
import { phaseMarks } from '#electron/datasets/phaseMarks'
import {
  caseOfPath,
  knownPatients,
  officialPart,
  patientTable,
} from '#electron/datasets/sunnybrook/sunnybrookNames'
import { makePhantoms } from '#electron/phantoms/makePhantoms'
import type { CaseSource, Refusal } from '#shared/domain/study'
import { dicomFile, placed } from '../../../../fixtures/dicomFiles'
import { folderWith } from '../../../../fixtures/folders'
import { needing, realData } from '../../../../fixtures/realData'

/** A square of `side` pixels from pixel (11, 11) on, counted from 1, drawn along the pixels' outer edges. */
const square = (side: number): string => {
  const [a, b] = [10.5, 10.5 + side]
  return `${a} ${a}\n${b} ${a}\n${b} ${b}\n${a} ${b}\n`
}
const image = (slice: number, phase: number) => {
  const instance = 2 * slice + phase + 1
  const more = placed({ zMm: 100 - 8 * slice, triggerMs: 300 * phase, instance })
  return dicomFile({ rows: 32, columns: 32, more })
}
const number = (slice: number, phase: number) => String(2 * slice + phase + 1).padStart(4, '0')

/** Two slices, two phases: cavities of 10 × 10 pixels at the second phase and 6 × 6 at the first, an epicardium at the second. */
function evaluatorTree(
  root = 'SC-HF-I-1',
  images = `${root}/DICOM`,
  name = root,
): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = {}
  const contour = (slice: number, phase: number, kind: string) =>
    `${name}/contours-manual/IRCCI-expert/IM-0001-${number(slice, phase)}-${kind}contour-manual.txt`
  for (const slice of [0, 1]) {
    for (const phase of [0, 1]) files[`${images}/IM-0004-${number(slice, phase)}.dcm`] = image(slice, phase)
    files[contour(slice, 0, 'i')] = square(6)
    files[contour(slice, 1, 'i')] = square(10)
    files[contour(slice, 1, 'o')] = square(14)
    files[contour(slice, 1, 'p1')] = square(2)
  }
  return files
}

async function scanned(folder: string): Promise<{ cases: CaseSource[]; refused: Refusal[] }> {
  const cases: CaseSource[] = []
  const refused: Refusal[] = []
  await scanFolder(folder, {
    onCase: (c) => cases.push(c),
    onRefusal: (r) => refused.push(r),
    onProgress: () => undefined,
  })
  return { cases, refused }
}

describe('a Sunnybrook case', () => {
  test('keeps the study UID of its images, for the library to compare (R-LIB-4)', async () => {
    const { cases } = await scanned(folderWith(evaluatorTree()))
    expect(cases.map(({ detail }) => detail.studyUid)).toEqual(['1.2.3'])
  })
  test('has ED where the summed area is largest, whatever the order of the phases, and ES where it is smallest', async () => {
    const { cases } = await scanned(folderWith(evaluatorTree()))
    expect(cases).toMatchObject([
      { layout: 'sunnybrook', name: 'SC-HF-I-1', group: 'HF-I', slices: 2, phases: 2, ed: 1, es: 0 },
    ])
  })
  test('has its polygons one pixel up and left of the file’s, and masks by the centre rule (X33, B1.12)', async () => {
    const { cases } = await scanned(folderWith(evaluatorTree()))
    const reader = await openCase(cases[0]!)
    const endo = reader.opened.imported.find(
      (c) => c.boundary === 'lv-endo' && c.phase === 1 && c.slice === 0,
    )!
    expect(endo.rings[0]![0]).toEqual({ x: 9.5, y: 9.5 })
    const labels = (await reader.labels(1))!.subarray(0, 32 * 32)
    expect(labels.filter((label) => label === 3)).toHaveLength(100)
    expect(labels.filter((label) => label === 2)).toHaveLength(14 * 14 - 100)
    expect(labels[10 * 32 + 10]).toBe(3)
    expect(labels[9 * 32 + 9]).toBe(0)
  })
  test('measures volumes by area × pitch, and leaves the myocardium unknown where no epicardium was drawn', async () => {
    const { cases } = await scanned(folderWith(evaluatorTree()))
    const reader = await openCase(cases[0]!)
    const pixel = 1.25 * 1.5 * 8
    expect(reader.volumesMl(1)['lv-cavity']).toBeCloseTo((2 * 100 * pixel) / 1000, 6)
    expect(reader.volumesMl(1)['lv-myocardium']).toBeCloseTo((2 * 96 * pixel) / 1000, 6)
    expect(reader.labelledRegions(0)).toEqual(['lv-cavity'])
    expect(reader.volumesMl(0)).toEqual({ 'lv-cavity': expect.closeTo((2 * 36 * pixel) / 1000, 6) })
  })
  test.each([
    [
      'the challenge’s tree with padded contour names',
      'challenge_training/SC-HF-I-1',
      'Sunnybrook Cardiac MR Database ContoursPart3/TrainingDataContours/SC-HF-I-01',
    ],
    ['a repackaged tree with the atlas’ patient ids', 'dicoms/SCD0000101', 'contourfiles/SC-HF-I-1'],
  ])('is put together from %s', async (_, images, contours) => {
    const { cases, refused } = await scanned(folderWith(evaluatorTree('SC-HF-I-1', images, contours)))
    expect(refused).toEqual([])
    expect(cases).toMatchObject([{ name: 'SC-HF-I-1', ed: 1, es: 0, labelled: ['lv-endo', 'lv-epi'] }])
  })
  test('takes a contour file of 0 bytes as no contour, and refuses a damaged one by name', async () => {
    const files = evaluatorTree()
    const file = `SC-HF-I-1/contours-manual/IRCCI-expert/IM-0001-0001-icontour-manual.txt`
    expect((await scanned(folderWith({ ...files, [file]: '' }))).refused).toEqual([])
    const { cases, refused } = await scanned(folderWith({ ...files, [file]: 'not a contour' }))
    expect(cases).toHaveLength(1)
    expect(refused).toMatchObject([
      { code: 'FILE_MALFORMED', file: expect.stringContaining('0001-icontour') },
    ])
  })
  test('whose images are not there is refused, the others still load', async () => {
    const { cases, refused } = await scanned(
      folderWith({
        ...evaluatorTree(),
        'SC-N-2/contours-manual/IRCCI-expert/IM-0001-0001-icontour-manual.txt': square(6),
      }),
    )
    expect(cases.map(({ name }) => name)).toEqual(['SC-HF-I-1'])
    expect(refused).toMatchObject([{ code: 'CASE_INCOMPLETE' }])
  })
  test('whose image is missing says so at that place alone', async () => {
    const files = evaluatorTree()
    delete files['SC-HF-I-1/DICOM/IM-0004-0004.dcm']
    const { cases } = await scanned(folderWith(files))
    const reader = await openCase(cases[0]!)
    await expect(reader.frame(1, 1)).rejects.toMatchObject({ code: 'CASE_INCOMPLETE' })
    expect((await reader.frame(1, 0)).header.rows).toBe(32)
  })
})

test('the challenge has fifteen cases in each official part, whatever the zeros of their names (B1.2)', () => {
  const names = [...knownPatients.values()]
  const inPart = (part: string) => names.filter((name) => officialPart(name) === part)
  for (const part of ['training', 'validation', 'online']) expect(inPart(part)).toHaveLength(15)
  expect(officialPart('SC-HF-I-01')).toBe('training')
  expect(officialPart('SC-HYP-37')).toBe('validation')
  expect(officialPart('SC-N-10')).toBe('online')
  expect(officialPart('SC-HF-I-99')).toBeUndefined()
})

describe('phantoms of the challenge’s and the atlas’ trees', () => {
  test('papillary muscles of a slice are one contour of two rings, and belong to the cavity in masks', async () => {
    const folder = folderWith()
    await makePhantoms({ layout: 'sunnybrook-l1', patients: 1, seed: 2, out: folder })
    const { cases, refused } = await scanned(folder)
    expect(refused).toEqual([])
    expect(cases).toMatchObject([
      { name: 'SC-HF-I-1', part: 'training', labelled: ['lv-endo', 'lv-epi'], problems: [] },
    ])
    const reader = await openCase(cases[0]!)
    const muscles = reader.opened.imported.filter(({ boundary }) => boundary === 'papillary')
    expect(muscles.length).toBeGreaterThan(2)
    for (const { rings } of muscles) expect(rings).toHaveLength(2)
    const labels = (await reader.labels(cases[0]!.ed!))!
    expect(labels.includes(5)).toBe(false)
    expect(reader.labelledRegions(cases[0]!.ed!)).toEqual(['lv-cavity', 'lv-myocardium'])
  })
  test('the atlas’ ids lead to the contours through its table, and to the official part', async () => {
    const folder = folderWith()
    await makePhantoms({ layout: 'sunnybrook-l3', patients: 2, seed: 2, out: folder })
    const { cases, refused } = await scanned(folder)
    expect(refused).toEqual([])
    expect(cases.map(({ name, part }) => [name, part])).toEqual([
      ['SC-HF-I-1', 'training'],
      ['SC-HF-I-5', 'validation'],
    ])
  })
  test('a number of images that is no multiple of the phases leaves the places that are there (SC-HYP-37)', async () => {
    const files = evaluatorTree()
    delete files['SC-HF-I-1/DICOM/IM-0004-0004.dcm']
    const { cases } = await scanned(folderWith(files))
    expect(cases).toMatchObject([{ slices: 2, phases: 2 }])
  })
})

test('case names, the atlas’ ids and tables of ids lead to the same case', () => {
  expect(caseOfPath('/data/SC-HF-I-01/contours-manual/x.txt')).toBe('SC-HF-I-1')
  expect(knownPatients.get('SCD0000301')).toBe('SC-HF-I-4')
  expect(knownPatients.size).toBe(45)
  expect([...patientTable('PatientID,OriginalID,Age\r\n"SCD0000201","SC-HF-I-2",60\r\n')]).toEqual([
    ['SCD0000201', 'SC-HF-I-2'],
  ])
})

test('stray contours at another phase do not become ED or ES', () => {
  const areas = [...Array(8).keys()].flatMap(() => [
    { phase: 18, areaMm2: 200 },
    { phase: 7, areaMm2: 100 },
  ])
  expect(phaseMarks([...areas, { phase: 3, areaMm2: 5 }])).toEqual({ ed: 18, es: 7 })
  expect(phaseMarks([])).toEqual({ ed: null, es: null })
})

const { missing, because } = needing('sunnybrook')
describe('the real cases', () => {
  test.skipIf(missing)(
    `have every contour on the slice and phase of the tables, and their volumes within 0.1 %${because}`,
    async () => {
      const given = path.join(realData, 'sunnybrook')
      const folder = folderWith()
      cpSync(path.join(given, 'contourfiles'), path.join(folder, 'contourfiles'), { recursive: true })
      for (const name of readdirSync(path.join(given, 'dicoms')))
        execFileSync('tar', ['-xJf', path.join(given, 'dicoms', name), '-C', folder])
      const table = (name: string) => {
        const [heads, ...rows] = readFileSync(path.join(given, name), 'utf8')
          .trim()
          .split('\n')
          .map((line) => line.split(','))
        return rows.map((row) => Object.fromEntries(heads!.map((head, i) => [head, row[i] ?? ''])))
      }
      const { cases } = await scanned(folder)
      expect(cases).toHaveLength(3)
      for (const source of cases) {
        const reader = await openCase(source)
        for (const row of table('truth.csv').filter((each) => each.case === source.name)) {
          const contour = reader.opened.imported.find(
            ({ author }) => author === path.basename(row.contour_file!),
          )!
          expect([contour.slice + 1, contour.phase + 1]).toEqual([
            Number(row.slice_index_from_1),
            Number(row.phase_index_1_20),
          ])
        }
        const truth = table('volumes.csv').find((each) => each.case === source.name)!
        expect([source.ed! + 1, source.es! + 1]).toEqual([
          Number(truth.ed_phase_1_20),
          Number(truth.es_phase_1_20),
        ])
        const [ed, es] = [reader.volumesMl(source.ed!), reader.volumesMl(source.es!)]
        const near = (found: number, expected: string | undefined) =>
          expect(Math.abs(found / Number(expected) - 1)).toBeLessThan(0.001)
        near(ed['lv-cavity']!, truth.lv_edv_ml)
        near(es['lv-cavity']!, truth.lv_esv_ml)
        near(ed['lv-cavity']! + ed['lv-myocardium']!, truth.ed_epi_volume_ml)
        expect(reader.opened.warnings).toEqual([])
      }
    },
  )
})
