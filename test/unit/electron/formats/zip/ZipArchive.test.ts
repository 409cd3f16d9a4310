import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { scanFolder } from '#electron/datasets/scanFolder'
import { openCase } from '#electron/datasets/openCase'
import { fileBytes } from '#electron/formats/fileBytes'
import { placeOnDisk } from '#electron/formats/zip/zipPath'
import type { CaseSource, Refusal } from '#shared/domain/study'
import { dicomFile, placed } from '../../../../fixtures/dicomFiles'
import { folderWith } from '../../../../fixtures/folders'
import { int16Bytes, niftiFile } from '../../../../fixtures/niftiFiles'
import { zipFile, type ZippedFile } from '../../../../fixtures/zipFiles'

const letter = new TextEncoder().encode('Dear colleague, '.repeat(100))
const inFolder = (files: readonly ZippedFile[]): string =>
  path.join(folderWith({ 'study.zip': zipFile(files) }), 'study.zip')
const text = async (file: string, limit?: number) =>
  new TextDecoder().decode((await fileBytes(file, limit)).bytes)

describe('a zip archive is read as if it were a folder', () => {
  test('file by file: all of one, its beginning or its end', async () => {
    const archive = inFolder([
      { name: 'a/letter.txt', bytes: letter },
      { name: 'b', bytes: letter, stored: true },
    ])
    for (const name of ['a/letter.txt', 'b']) {
      expect(await text(path.join(archive, name))).toHaveLength(1600)
      expect(await text(path.join(archive, name), 4)).toBe('Dear')
      expect(await text(path.join(archive, name), -11)).toBe('colleague, ')
      expect((await fileBytes(path.join(archive, name), 4)).size).toBe(1600)
    }
    await expect(fileBytes(path.join(archive, 'c'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    expect(placeOnDisk(path.join(archive, 'a/letter.txt'))).toBe(archive)
  })
  test('and the studies in it are found and open', async () => {
    const slices = [1, 2, 3].map((instance): ZippedFile => {
      const pixels = int16Bytes(Array.from({ length: 12 }, () => 100 * instance))
      return {
        name: `CD/DICOM/IM${instance}`,
        bytes: dicomFile({ pixels, more: placed({ zMm: 100 - 8 * instance, instance }) }),
      }
    })
    const folder = folderWith({
      'cd.zip': zipFile([...slices, { name: 'CD/brain.nii', bytes: niftiFile({ shape: [4, 4, 2] }) }]),
    })
    const cases: CaseSource[] = []
    const refused: Refusal[] = []
    await scanFolder(folder, {
      onCase: (found) => cases.push(found),
      onRefusal: (one) => refused.push(one),
      onProgress: () => undefined,
    })
    expect(refused).toEqual([])
    expect(cases.map(({ layout, slices: count }) => [layout, count]).sort()).toEqual([
      ['dicom', 3],
      ['nifti', 2],
    ])
    const opened = await openCase(cases.find(({ layout }) => layout === 'dicom')!)
    expect((await opened.frame(2, 0)).values[0]).toBe(300)
  })
  test('and the archive itself can be what is added', async () => {
    const archive = inFolder([{ name: 'heart.nii', bytes: niftiFile({ shape: [4, 4, 2] }) }])
    const cases: CaseSource[] = []
    await scanFolder(archive, {
      onCase: (found) => cases.push(found),
      onRefusal: () => undefined,
      onProgress: () => undefined,
    })
    expect(cases.map(({ name }) => name)).toEqual(['heart'])
  })
  test('with names of old and new tools', async () => {
    const archive = inFolder([
      { name: Uint8Array.from([0x47, 0x72, 0x81, 0x6e]), bytes: letter },
      { name: 'Zoë', bytes: letter },
    ])
    expect(await text(path.join(archive, 'Grün'), 4)).toBe('Dear')
    expect(await text(path.join(archive, 'Zoë'), 4)).toBe('Dear')
  })
})

describe('an archive that is made to do harm, or is damaged, is refused by name', () => {
  const code = (files: readonly ZippedFile[], name = 'a') =>
    fileBytes(path.join(inFolder(files), name)).then(
      () => 'read',
      (error: unknown) => (error as { code: string }).code,
    )
  test.each(['../a', 'x/../../a', '/etc/a', 'C:\\a', '..\\a'])(
    'when a name in it leads out of it: %s',
    async (name) => {
      expect(
        await code([
          { name, bytes: letter },
          { name: 'a', bytes: letter },
        ]),
      ).toBe('ARCHIVE_UNSAFE')
    },
  )
  test('when a file would unpack to more than can be', async () => {
    expect(await code([{ name: 'a', bytes: letter, claims: { bytes: 2 ** 31 } }])).toBe('ARCHIVE_UNSAFE')
  })
  test('when a file unpacks to more than the directory says', async () => {
    expect(await code([{ name: 'a', bytes: new Uint8Array(2 ** 22), claims: { bytes: 5000 } }])).toBe(
      'FILE_MALFORMED',
    )
  })
  test('when its files lie over each other', async () => {
    expect(
      await code([
        { name: 'a', bytes: letter },
        { name: 'b', bytes: letter, claims: { at: 0 } },
      ]),
    ).toBe('ARCHIVE_UNSAFE')
  })
  test('when a checksum is wrong, a password is asked for, or it is cut off', async () => {
    expect(await code([{ name: 'a', bytes: letter, claims: { crc: 7 } }])).toBe('FILE_MALFORMED')
    expect(await code([{ name: 'a', bytes: letter, claims: { flags: 1 } }])).toBe('FILE_MALFORMED')
    const cut = path.join(
      folderWith({ 'a.zip': zipFile([{ name: 'a', bytes: letter }]).subarray(0, 60) }),
      'a.zip',
      'a',
    )
    await expect(fileBytes(cut)).rejects.toMatchObject({ code: 'FILE_MALFORMED' })
  })
  test('and the rest of the folder is read all the same', async () => {
    const folder = folderWith({
      'evil.zip': zipFile([{ name: '../a', bytes: letter }]),
      'heart.nii': niftiFile({ shape: [4, 4, 2] }),
    })
    const refused: Refusal[] = []
    const cases: CaseSource[] = []
    await scanFolder(folder, {
      onCase: (found) => cases.push(found),
      onRefusal: (one) => refused.push(one),
      onProgress: () => undefined,
    })
    expect(refused.map(({ code: found }) => found)).toEqual(['ARCHIVE_UNSAFE'])
    expect(cases).toHaveLength(1)
  })
})
