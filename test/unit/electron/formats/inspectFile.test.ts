import { createHash } from 'node:crypto'
import path from 'node:path'
import { expect, test } from 'vitest'
import { inspectFile } from '#electron/formats/inspectFile'
import { dicomFile } from '../../../fixtures/dicomFiles'
import { folderWith } from '../../../fixtures/folders'
import { int16Bytes, niftiFile } from '../../../fixtures/niftiFiles'

const voxels = int16Bytes(Array.from({ length: 12 }, (_, i) => i - 5))
const sha1 = createHash('sha1').update(voxels).digest('hex')

test('a DICOM and a NIfTI file with the same pixels have the same hash, and each says what it is', async () => {
  const folder = folderWith({
    scan: dicomFile({ pixels: voxels, signed: true }),
    'scan.nii': niftiFile({ shape: [4, 3, 1], voxels }),
  })
  expect(await inspectFile(path.join(folder, 'scan'))).toMatchObject({
    format: 'dicom',
    transferSyntax: '1.2.840.10008.1.2.1',
    rows: 3,
    columns: 4,
    frames: 1,
    bits: 16,
    photometric: 'MONOCHROME2',
    spacingMm: { x: 1.25, y: 1.5 },
    sha1,
  })
  expect(await inspectFile(path.join(folder, 'scan.nii'))).toMatchObject({
    format: 'nifti',
    rows: 3,
    columns: 4,
    frames: 1,
    slices: 1,
    bits: 16,
    spacingMm: { x: 1.5, y: 1.5, z: 10 },
    sha1,
  })
})

test('the hash is over the decoded pixels, whatever their byte order', async () => {
  const big = int16Bytes(
    Array.from({ length: 12 }, (_, i) => i - 5),
    false,
  )
  const folder = folderWith({
    'a.dcm': dicomFile({ syntax: '1.2.840.10008.1.2.2', pixels: big, signed: true }),
  })
  expect(await inspectFile(path.join(folder, 'a.dcm'))).toMatchObject({ sha1 })
})

test('a file that cannot be read answers with its code, cause and remedy', async () => {
  const folder = folderWith({ 'letter.txt': 'Dear colleague', 'cut.dcm': dicomFile().subarray(0, 400) })
  const code = async (name: string): Promise<string> => {
    const answer = await inspectFile(path.join(folder, name))
    if (!('error' in answer)) throw new Error(`${name} was read`)
    expect(answer.error.cause).toContain(name)
    expect(answer.error.remedy).not.toBe('')
    return answer.error.code
  }
  expect(await code('letter.txt')).toBe('FILE_NOT_IMAGE')
  expect(await code('cut.dcm')).toMatch(/^FILE_(TRUNCATED|MALFORMED)$/)
  expect(await code('gone.nii')).toBe('FILE_UNREADABLE')
})
