import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeNifti, readNifti, readNiftiHeader } from '#electron/formats/nifti/readNifti'
import { SeptumError } from '#shared/errors/SeptumError'
import { folderWith } from '../../../../fixtures/folders'
import { int16Bytes, niftiFile } from '../../../../fixtures/niftiFiles'
import { needing, realData } from '../../../../fixtures/realData'

const image = (bytes: Uint8Array) => decodeNifti(Uint8Array.from(bytes), 'a.nii')
const ramp = Array.from({ length: 24 }, (_, i) => i * 100 - 1200)
const ramps = niftiFile({ shape: [4, 3, 2], voxels: int16Bytes(ramp) })

describe('a NIfTI image', () => {
  test('has its voxels in file order and its spacing from pixdim', () => {
    const { shape, data, spacingMm } = image(ramps)
    expect(shape).toEqual([1, 2, 3, 4])
    expect([...data]).toEqual(ramp)
    expect(spacingMm).toEqual({ x: 1.5, y: 1.5, z: 10 })
  })
  test('reads the same in either byte order, gzipped or not, in one gzip member or two', () => {
    const big = niftiFile({ shape: [4, 3, 2], little: false, voxels: int16Bytes(ramp, false) })
    const halves = Buffer.concat([gzipSync(ramps.subarray(0, 360)), gzipSync(ramps.subarray(360))])
    for (const bytes of [big, gzipSync(ramps), halves]) expect([...image(bytes).data]).toEqual(ramp)
  })
  test('keeps a fractional and a negative slope, and takes a slope of 0 as none (X7)', () => {
    const scaled = (slope: number, intercept: number) =>
      image(niftiFile({ shape: [1, 1, 1], slope, intercept }))
    expect(scaled(0.25, -3)).toMatchObject({ slope: 0.25, intercept: -3 })
    expect(scaled(-10, 5)).toMatchObject({ slope: -10, intercept: 5 })
    expect(scaled(0, 7)).toMatchObject({ slope: 1, intercept: 0 })
  })
  test('with all later dimensions of 1 is one volume; frames are the fourth', () => {
    expect(image(niftiFile({ shape: [4, 3, 2, 5] })).shape).toEqual([5, 2, 3, 4])
  })
  test('whose header gives no pixel size says that it is uncalibrated instead of inventing one', () => {
    const { calibrated, spacingMm } = image(niftiFile({ shape: [2, 2, 2], pixdim: [0, Number.NaN, 8] }))
    expect(calibrated).toBe(false)
    expect(spacingMm).toEqual({ x: 1, y: 1, z: 8 })
  })
})

describe('orientation', () => {
  const sform = [
    [-1.5, 0, 0, 90],
    [0, -1.5, 0, 126],
    [0, 0, 10, -72],
  ]
  test('of an LPS-aligned affine is the identity, its origin in LPS', () => {
    expect(image(niftiFile({ shape: [4, 3, 2], sform })).orientation).toEqual({
      row: [1, 0, 0],
      column: [0, 1, 0],
      normal: [0, 0, 1],
      originMm: [-90, -126, -72],
    })
  })
  test('from a quaternion is the same as from its matrix', () => {
    const qform = { quaternion: [0, 0, 1], offset: [90, 126, -72] }
    const { orientation } = image(niftiFile({ shape: [4, 3, 2], qform }))
    expect(orientation?.row.map(Math.round)).toEqual([1, 0, 0])
    expect(orientation?.column.map(Math.round)).toEqual([0, 1, 0])
    expect(orientation?.originMm).toEqual([-90, -126, -72])
  })
  test('is unknown with a unit affine over other pixel sizes, as in ACDC, and the spacing stays pixdim (decisions.md 6)', () => {
    const unit = [
      [-1, 0, 0, 0],
      [0, -1, 0, 0],
      [0, 0, 1, 0],
    ]
    const { orientation, spacingMm } = image(niftiFile({ shape: [4, 3, 2], sform: unit }))
    expect(orientation).toBeNull()
    expect(spacingMm.z).toBe(10)
  })
  test('is unknown where neither form is set (X3)', () => {
    expect(image(niftiFile({ shape: [4, 3, 2] })).orientation).toBeNull()
  })
  test('takes the sform where the two forms disagree, and says so (X3)', () => {
    const qform = { quaternion: [0, 0, 1], offset: [95, 126, -72] }
    const { formsDisagree, orientation } = image(niftiFile({ shape: [4, 3, 2], sform, qform }))
    expect(formsDisagree).toBe(true)
    expect(orientation?.originMm[0]).toBe(-90)
  })
})

describe('a damaged file is refused by name', () => {
  const code = (bytes: Uint8Array): string => {
    try {
      image(bytes)
      return 'read'
    } catch (error) {
      if (!(error instanceof SeptumError)) throw error
      expect(error.message).toContain('a.nii')
      return error.code
    }
  }
  test('when it is cut off, gzipped or not', () => {
    expect(code(ramps.subarray(0, 390))).toBe('FILE_TRUNCATED')
    expect(code(ramps.subarray(0, 100))).toBe('FILE_TRUNCATED')
    expect(code(gzipSync(ramps).subarray(0, 60))).toBe('FILE_TRUNCATED')
  })
  test('when it is no NIfTI at all', () => {
    expect(code(new TextEncoder().encode('Dear colleague, '.repeat(40)))).toBe('FILE_NOT_IMAGE')
    expect(code(new Uint8Array(0))).toBe('FILE_NOT_IMAGE')
  })
  test('when its voxels are of a type that is not read', () => {
    expect(code(niftiFile({ shape: [2, 2, 2], code: 1536, bits: 128 }))).toBe('PIXELS_UNSUPPORTED')
    expect(code(niftiFile({ shape: [2, 2, 2], code: 9999 }))).toBe('PIXELS_UNSUPPORTED')
  })
  test('when it unpacks to far more than its header promises: a gzip bomb', () => {
    const bomb = gzipSync(Buffer.concat([ramps, new Uint8Array(64 * 2 ** 20)]))
    expect(code(bomb)).toBe('FILE_MALFORMED')
  })
  test('when its header promises more than any image has', () => {
    expect(code(niftiFile({ shape: [32_000, 32_000, 3], voxels: new Uint8Array(8) }))).toBe('FILE_MALFORMED')
  })
  test('already while scanning, where only headers are read', async () => {
    const folder = folderWith({
      'plain.nii': ramps.subarray(0, 380),
      'packed.nii.gz': gzipSync(ramps).subarray(0, 70),
    })
    for (const name of ['plain.nii', 'packed.nii.gz'])
      await expect(readNiftiHeader(path.join(folder, name))).rejects.toMatchObject({ code: 'FILE_TRUNCATED' })
  })
  test('and never in any other way, whichever bytes are wrong', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(399), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 400 }),
        (wrong, length) => {
          const bytes = ramps.slice()
          for (const [at, value] of wrong) bytes[at] = value
          expect(typeof code(bytes.subarray(0, length))).toBe('string')
        },
      ),
      { numRuns: 300, seed: 7 },
    )
  })
})

describe('files from other programs', () => {
  const { missing, because } = needing('awkward-nifti')
  test.skipIf(missing)(`decode to the reference voxels, or are refused with a code${because}`, async () => {
    const folder = path.join(realData, 'awkward-nifti')
    const rows = readFileSync(path.join(folder, 'MANIFEST.csv'), 'utf8').trim().split('\n').slice(1)
    let alike = 0
    for (const row of rows) {
      const cells = row.split(',')
      const [name, type, hash] = [cells[0]!, cells[7]!, cells[22]!]
      if (!/^u?int|^float(32|64)$/.test(type) || !/\.(nii|img)(\.gz)?$/.test(name)) continue
      const { stored } = await readNifti(path.join(folder, name))
      expect(createHash('sha1').update(stored).digest('hex'), name).toBe(hash)
      alike++
    }
    expect(alike).toBeGreaterThan(40)
  })
})
