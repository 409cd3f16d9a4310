import path from 'node:path'
import { expect, test } from 'vitest'
import { scanFolder } from '#electron/datasets/scanFolder'
import type { CaseSource, Refusal } from '#shared/domain/study'
import { dicomFile, placed, sequence, us } from '../../../fixtures/dicomFiles'
import { folderWith } from '../../../fixtures/folders'
import { needing, realData } from '../../../fixtures/realData'

async function scanned(folder: string) {
  const cases: CaseSource[] = []
  const refused: Refusal[] = []
  const events = { onCase: (found: CaseSource) => cases.push(found), onProgress: () => undefined }
  await scanFolder(folder, { ...events, onRefusal: (one) => refused.push(one) })
  return { cases, refused }
}

const listing = (files: readonly string[]): Uint8Array =>
  dicomFile({
    noPixels: true,
    more: {
      0x00041220: [
        'SQ',
        sequence(files.map((file) => ({ 0x00041430: ['CS', 'IMAGE'], 0x00041500: ['CS', file] }))),
      ],
    },
  })
const image = dicomFile({ more: placed({ zMm: 10, instance: 1 }) })

test('a CD opens by its files, and says which of those that its DICOMDIR lists are missing', async () => {
  const whole = folderWith({ DICOMDIR: listing(['DICOM\\IM1']), 'DICOM/IM1': image })
  expect(await scanned(whole)).toMatchObject({ cases: [{ slices: 1 }], refused: [] })
  const small = folderWith({ dicomdir: listing(['DICOM\\IM1']), 'dicom/im1': image })
  expect((await scanned(small)).refused).toEqual([])
  const part = folderWith({
    DICOMDIR: listing(['DICOM\\IM1', 'DICOM\\IM2', 'DICOM\\IM3']),
    'DICOM/IM1': image,
  })
  const { cases, refused } = await scanned(part)
  expect(cases).toHaveLength(1)
  expect(refused).toMatchObject([{ code: 'CASE_INCOMPLETE' }])
  expect(refused[0]!.cause).toContain('2 of the 3 files that it lists are missing (DICOM/IM2, DICOM/IM3)')
})

test('names in a DICOMDIR that lead out of the medium are not followed', async () => {
  const folder = folderWith({
    DICOMDIR: listing(['..\\..\\ETC\\PASSWD', 'A/B', 'DICOM\\IM1']),
    'DICOM/IM1': image,
  })
  expect((await scanned(folder)).refused).toEqual([])
})

test('a segmentation and a dose are no pictures of a patient: they are refused by name', async () => {
  const object = (modality: string, bits: number) =>
    dicomFile({ bits, pixels: new Uint8Array(48), more: { 0x00080060: ['CS', modality] } })
  const { cases, refused } = await scanned(
    folderWith({ 'a.dcm': object('SEG', 1), 'b.dcm': object('RTDOSE', 32), 'c.dcm': image }),
  )
  expect(cases).toHaveLength(1)
  expect(refused.map(({ code }) => code)).toEqual(['FILE_NOT_IMAGE', 'FILE_NOT_IMAGE'])
})

test('an image in colour is shown in grey, which it says', async () => {
  const more = { ...placed({ zMm: 10, instance: 1 }), 0x00280002: ['US', us(3)] } as const
  const { cases } = await scanned(
    folderWith({ 'a.dcm': dicomFile({ photometric: 'RGB', bits: 8, pixels: new Uint8Array(36), more }) }),
  )
  expect(cases[0]!.detail).toMatchObject({ warnings: [{ code: 'COLOUR_AS_GREY' }] })
})

const { missing, because } = needing('awkward-dicom/dicomdir-tiny-alpha')
test.skipIf(missing)(`a real DICOMDIR lists files that are all there${because}`, async () => {
  const { refused } = await scanned(path.join(realData, 'awkward-dicom/dicomdir-tiny-alpha'))
  expect(refused.filter(({ code }) => code === 'CASE_INCOMPLETE')).toEqual([])
})
