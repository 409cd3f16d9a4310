import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { niftiBytes } from '#electron/formats/nifti/writeNifti'
import { decodeNifti } from '#electron/formats/nifti/readNifti'
import { readVolume, readVolumeHeader } from '#electron/formats/volume/readVolume'
import { folderWith } from '../../../../fixtures/folders'
import { int16Bytes, niftiFile } from '../../../../fixtures/niftiFiles'
import { metaImageFile, mghFile, nrrdFile } from '../../../../fixtures/volumeFiles'

const ramp = Array.from({ length: 24 }, (_, i) => 10 * i - 100)
const little = int16Bytes(ramp)
const big = int16Bytes(ramp, false)
const read = (name: string, bytes: Uint8Array) => readVolume(path.join(folderWith({ [name]: bytes }), name))
const straight = { row: [1, 0, 0], column: [0, 1, 0], normal: [0, 0, 1], originMm: [-5, -6, -7] }

describe('a volume', () => {
  test.each([
    ['a.nii', niftiFile({ shape: [4, 3, 2], voxels: little })],
    ['a.mgh', mghFile(big)],
    ['a.mgz', mghFile(big, { zipped: true })],
    ['a.nrrd', nrrdFile(little)],
    ['a.mha', metaImageFile(little)],
    ['b.mha', metaImageFile(little, { zipped: true })],
  ])('has the same voxels in %s', async (name, bytes) => {
    const { data, shape } = await read(name, bytes)
    expect(shape).toEqual([1, 2, 3, 4])
    expect([...data]).toEqual(ramp)
  })
  test('in FreeSurfer’s format stands where its centre is said to be', async () => {
    const { orientation, spacingMm, calibrated } = await read('a.mgz', mghFile(big, { zipped: true }))
    expect(spacingMm).toEqual({ x: 1.5, y: 1.5, z: 8 })
    expect(calibrated).toBe(true)
    // RAS: the first voxel lies 2 × 1.5 right, 1.5 × 1.5 behind and 8 below the centre (10, 20, 30); x runs to the left.
    expect(orientation).toEqual({
      row: [1, 0, 0],
      column: [0, -1, 0],
      normal: [0, 0, 1],
      originMm: [-13, -17.75, 22],
    })
  })
  test('in FreeSurfer’s format that says no place has no orientation and is not calibrated', async () => {
    expect(await read('a.mgh', mghFile(big, { placed: false }))).toMatchObject({
      orientation: null,
      calibrated: false,
    })
  })
  test.each([
    ['a.nrrd', nrrdFile(little)],
    ['a.mha', metaImageFile(little)],
  ])('in %s stands where its header says, in LPS', async (name, bytes) => {
    expect(await read(name, bytes)).toMatchObject({
      orientation: straight,
      spacingMm: { x: 1.5, y: 1.5, z: 8 },
    })
  })
  test('in NRRD in RAS is turned to LPS; in a space of no patient it has no orientation', async () => {
    const axes = (space: string) => [
      'dimension: 3',
      'sizes: 4 3 2',
      `space: ${space}`,
      'space directions: (1.5,0,0) (0,1.5,0) (0,0,8)',
      'space origin: (5,6,-7)',
    ]
    expect((await read('a.nrrd', nrrdFile(little, axes('RAS')))).orientation).toMatchObject({
      row: [-1, 0, 0],
      originMm: [-5, -6, -7],
    })
    expect((await read('a.nrrd', nrrdFile(little, axes('scanner-xyz')))).orientation).toBeNull()
  })
  test('in NRRD with its frames first comes out frame by frame', async () => {
    const axes = [
      'dimension: 4',
      'sizes: 2 4 3 1',
      'kinds: list domain domain domain',
      'space: LPS',
      'space directions: none (1.5,0,0) (0,1.5,0) (0,0,8)',
      'space origin: (0,0,0)',
    ]
    const { shape, data } = await read('a.seg.nrrd', nrrdFile(little, axes))
    expect(shape).toEqual([2, 1, 3, 4])
    expect([...data.subarray(0, 3)]).toEqual([ramp[0], ramp[2], ramp[4]])
    expect(data[12]).toBe(ramp[1])
  })
  test('whose voxels lie beside its header is read from there, and from nowhere else', async () => {
    const folder = folderWith({
      'a.mhd': metaImageFile(little, { beside: 'a.raw' }),
      'a.raw': little,
      'evil.mhd': metaImageFile(little, { beside: '../secret.raw' }),
    })
    expect([...(await readVolume(path.join(folder, 'a.mhd'))).data]).toEqual(ramp)
    await expect(readVolume(path.join(folder, 'evil.mhd'))).rejects.toMatchObject({ code: 'FILE_MALFORMED' })
  })
  test('that is written as NIfTI keeps its voxels, spacing and place', async () => {
    const source = await read('a.nrrd', nrrdFile(little))
    const bytes = niftiBytes({ shape: source.shape, data: Int16Array.from(source.data) }, { like: source })
    const again = decodeNifti(Uint8Array.from(bytes), 'b.nii')
    expect([...again.data]).toEqual(ramp)
    expect(again).toMatchObject({ orientation: straight, spacingMm: source.spacingMm })
  })
  test('of complex numbers is shown by magnitude, of colours by luminance', async () => {
    const complex = new Uint8Array(Float32Array.from([3, 4, 0, -2]).buffer)
    const pairs = await read('c.nii', niftiFile({ shape: [2, 1, 1], code: 32, bits: 64, voxels: complex }))
    expect([...pairs.data]).toEqual([5, 2])
    const colours = niftiFile({
      shape: [2, 1, 1],
      code: 128,
      bits: 24,
      voxels: Uint8Array.from([255, 255, 255, 0, 255, 0]),
    })
    expect([...(await read('d.nii', colours)).data]).toEqual([255, 150])
  })
})

describe('a volume that cannot be read is refused by name', () => {
  const code = (name: string, bytes: Uint8Array) =>
    read(name, bytes).then(
      () => 'read',
      (error: unknown) => (error as { code: string }).code,
    )
  test('when its voxels are cut off', async () => {
    expect(await code('a.mgh', mghFile(big).subarray(0, 300))).toBe('FILE_TRUNCATED')
    expect(await code('a.mgz', mghFile(big, { zipped: true }).subarray(0, 60))).toMatch(/^FILE_/)
    expect(await code('a.mha', metaImageFile(little).subarray(0, -4))).toBe('FILE_TRUNCATED')
    expect(await code('a.nrrd', nrrdFile(little).subarray(0, -14))).toMatch(/^FILE_(TRUNCATED|MALFORMED)$/)
  })
  test('when its voxels are of another kind, or its size cannot be', async () => {
    const swap = (bytes: Uint8Array, from: string, to: string) =>
      Uint8Array.from(Buffer.from(Buffer.from(bytes).toString('latin1').replace(from, to), 'latin1'))
    expect(await code('a.nrrd', swap(nrrdFile(little), 'short', 'block'))).toBe('PIXELS_UNSUPPORTED')
    expect(await code('a.nrrd', swap(nrrdFile(little), 'gzip', 'text'))).toBe('PIXELS_UNSUPPORTED')
    expect(await code('a.nrrd', swap(nrrdFile(little), '4 3 2', '4 -3 2'))).toBe('FILE_MALFORMED')
    expect(await code('a.mha', swap(metaImageFile(little), 'MET_SHORT', 'MET_OTHER'))).toBe(
      'PIXELS_UNSUPPORTED',
    )
    expect(await code('a.mha', swap(metaImageFile(little), '4 3 2', '99999 99999 9'))).toBe('FILE_MALFORMED')
  })
  test('when it is a bomb: it unpacks to more than its header promises', async () => {
    const bomb = nrrdFile(new Uint8Array(8 * 2 ** 20))
    expect(gunzipSync(bomb.subarray(bomb.indexOf(0x1f))).length).toBe(8 * 2 ** 20)
    expect(await code('a.nrrd', bomb)).toBe('FILE_MALFORMED')
  })
  test('and its header alone answers without the voxels', async () => {
    const folder = folderWith({ 'a.mhd': metaImageFile(little, { beside: 'gone.raw' }) })
    expect((await readVolumeHeader(path.join(folder, 'a.mhd'))).shape).toEqual([1, 2, 3, 4])
  })
})
