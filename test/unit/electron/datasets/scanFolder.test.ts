import { chmodSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { scanFolder } from '#electron/datasets/scanFolder'
import type { CaseSource, Refusal } from '#shared/domain/study'
import { dicomFile, placed } from '../../../fixtures/dicomFiles'
import { folderWith } from '../../../fixtures/folders'
import { niftiFile } from '../../../fixtures/niftiFiles'

const photo = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...new Uint8Array(900)])
const image = niftiFile({ shape: [8, 8, 3] })
const slices = (study: string): Record<string, Uint8Array> =>
  Object.fromEntries(
    [1, 2, 3].map((instance) => [
      `${study}/IMG${instance}`,
      dicomFile({
        more: {
          ...placed({ zMm: 100 - 8 * instance, instance }),
          0x0020000e: ['UI', `1.2.3.${study.length}`],
        },
      }),
    ]),
  )

async function scanned(folder: string, signal?: AbortSignal) {
  const cases: CaseSource[] = []
  const refused: Refusal[] = []
  const progress: number[] = []
  const answer = await scanFolder(folder, {
    onCase: (source) => cases.push(source),
    onRefusal: (refusal) => refused.push(refusal),
    onProgress: ({ files }) => progress.push(files),
    ...(signal ? { signal } : {}),
  })
  return { cases, refused, progress, ...answer }
}

describe('a folder is scanned', () => {
  test('and studies of different layouts are found in it, however deep they lie', async () => {
    const folder = folderWith({
      ...slices('wards/heart/a series without file endings'),
      'images/brain.nii': image,
      'acdc/patient001/Info.cfg': 'ED: 1\nES: 2\n',
      'acdc/patient001/patient001_frame01.nii.gz': gzipSync(image),
      'acdc/patient001/patient001_frame02.nii.gz': gzipSync(image),
      'notes/letter.txt': 'Dear colleague',
    })
    const { cases, refused } = await scanned(folder)
    expect(cases.map(({ layout }) => layout).sort()).toEqual(['acdc', 'dicom', 'nifti'])
    expect(cases.find(({ layout }) => layout === 'dicom')).toMatchObject({
      slices: 3,
      phases: 1,
      patientName: 'Doe, Jane',
    })
    expect(refused).toEqual([])
  })
  test('and a case has the same id when its folder has moved (R-LIB-6)', async () => {
    const ids = async (name: string) => {
      const { cases } = await scanned(
        folderWith({ [`${name}/scan.nii`]: image, ...slices(`${name}-dicom`.slice(-9)) }),
      )
      return cases.map(({ id }) => id).sort()
    }
    expect(await ids('one')).toEqual(await ids('two'))
  })
  test('and a truncated file is refused by name while the rest loads', async () => {
    const folder = folderWith({
      ...slices('good'),
      'bad/cut.dcm': dicomFile().subarray(0, -10),
      'bad/cut.nii': image.subarray(0, 400),
    })
    const { cases, refused } = await scanned(folder)
    expect(cases).toHaveLength(1)
    expect(refused.map(({ file }) => path.basename(file)).sort()).toEqual(['cut.dcm', 'cut.nii'])
    expect(refused.every(({ code, remedy }) => code.startsWith('FILE_') && remedy !== '')).toBe(true)
  })
  test('and a file that is cut off anywhere before its pixels is refused with a code, whichever attribute it breaks', async () => {
    const whole = dicomFile({ syntax: '1.2.840.10008.1.2' }) // implicit: the parser itself passes an attribute cut off
    const head = whole.length - 40
    const cuts = Array.from({ length: head - 132 }, (_, i) => 132 + i)
    const folder = folderWith(
      Object.fromEntries(cuts.map((length) => [`${length}.dcm`, whole.subarray(0, length)])),
    )
    const { cases, refused } = await scanned(folder)
    expect(cases).toEqual([])
    expect(refused).toHaveLength(cuts.length)
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['FILE_TRUNCATED', 'FILE_NOT_IMAGE']))
  })
  test('and every DICOM case keeps its study UID, for the library to compare; without one it keeps none (R-LIB-4)', async () => {
    const unnamed = { 0x0020000d: ['UI', ''] as const }
    const { cases } = await scanned(
      folderWith({ 'a/a.dcm': dicomFile(), 'b/b.dcm': dicomFile({ more: unnamed }) }),
    )
    expect(cases.map(({ detail }) => detail.studyUid)).toEqual(['1.2.3', undefined])
  })
  test('and one study UID of two patients is told with both cases (R-LIB-4)', async () => {
    const other = { 0x00100020: ['LO', 'P2'] as const, 0x00080018: ['UI', '9'] as const }
    const { cases } = await scanned(folderWith({ 'a.dcm': dicomFile(), 'b.dcm': dicomFile({ more: other }) }))
    expect(cases.map(({ patientId }) => patientId).sort()).toEqual(['P1', 'P2'])
    for (const { problems } of cases) expect(problems.join()).toContain('2 patients (P1, P2)')
  })
  test('and links that lead in a circle end the walk, not the program', async () => {
    const folder = folderWith({ 'a/scan.nii': image })
    symlinkSync(folder, path.join(folder, 'a', 'back'))
    expect((await scanned(folder)).cases).toHaveLength(1)
  })
  test('and it stops when it is cancelled, keeping what was found', async () => {
    const folder = folderWith({ 'a/one.nii': image, 'b/two.nii': image, 'c/three.nii': image })
    const control = new AbortController()
    const found: string[] = []
    const scan = scanFolder(folder, {
      onCase: ({ name }) => {
        found.push(name)
        control.abort()
      },
      onRefusal: () => undefined,
      onProgress: () => undefined,
      signal: control.signal,
    })
    await expect(scan).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(found).toEqual(['one'])
  })
})

describe('a folder that cannot be used says why, by name', () => {
  test('when it is empty', async () => {
    const folder = folderWith()
    await expect(scanned(folder)).rejects.toMatchObject({ code: 'FOLDER_EMPTY', facts: { folder } })
  })
  test('when it holds holiday photos', async () => {
    const folder = folderWith({ 'beach.jpg': photo, 'dunes/sunset.jpg': photo })
    await expect(scanned(folder)).rejects.toMatchObject({
      code: 'NOTHING_READABLE',
      facts: { folder, files: 2 },
    })
  })
  test('when it is not there', async () => {
    const folder = path.join(folderWith(), 'gone')
    await expect(scanned(folder)).rejects.toMatchObject({ code: 'FOLDER_UNREADABLE', facts: { folder } })
  })
  const root = process.getuid?.() === 0
  const why = root ? ' (skipped: root reads folders without permission)' : ''
  test.skipIf(root)(`when a folder in it may not be read, and the rest still loads${why}`, async () => {
    const folder = folderWith({ 'open/scan.nii': image, 'locked/scan.nii': image })
    chmodSync(path.join(folder, 'locked'), 0)
    const { cases, refused } = await scanned(folder)
    chmodSync(path.join(folder, 'locked'), 0o700)
    expect(cases).toHaveLength(1)
    expect(refused).toMatchObject([{ file: path.join(folder, 'locked'), code: 'FOLDER_UNREADABLE' }])
  })
})
