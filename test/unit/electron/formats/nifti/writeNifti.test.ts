import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { decodeNifti, readNifti } from '#electron/formats/nifti/readNifti'
import { niftiBytes, niftiGzBytes } from '#electron/formats/nifti/writeNifti'
import { niftiFile } from '../../../../fixtures/niftiFiles'
import { needing, realData } from '../../../../fixtures/realData'

const decode = (bytes: Uint8Array) => decodeNifti(Uint8Array.from(bytes), 'mask.nii')
const shape = [1, 2, 3, 4] as const
const data = Uint8Array.from({ length: 24 }, (_, i) => i % 4)

describe('a mask on the grid of its image', () => {
  const sform = [
    [-1.5, 0, 0.1, 90],
    [0, -1.5, 0, 126],
    [0.01, 0, 10, -72],
  ]
  const source = niftiFile({ shape: [4, 3, 2], sform, slope: 0.5, intercept: 3 })

  test('keeps the header of its source to the byte, but for size, type and scale', () => {
    const mask = niftiBytes({ shape, data }, { like: decode(source) })
    const changed = [...source.subarray(0, 348)].flatMap((byte, at) => (mask[at] === byte ? [] : [at]))
    expect(
      changed.every((at) => (at >= 40 && at < 56) || (at >= 70 && at < 74) || (at >= 112 && at < 120)),
    ).toBe(true)
    expect([...decode(mask).data]).toEqual([...data])
    expect(decode(mask)).toMatchObject({ slope: 1, intercept: 0, type: 'uint8' })
  })
  test('of a big-endian source has the same geometry', () => {
    const like = decode(niftiFile({ shape: [4, 3, 2], sform, little: false }))
    const { orientation, spacingMm } = decode(niftiBytes({ shape, data }, { like }))
    expect(spacingMm).toEqual(like.spacingMm)
    orientation!.row.forEach((value, i) => expect(value).toBeCloseTo(like.orientation!.row[i]!, 5))
    expect(orientation!.originMm).toEqual(like.orientation!.originMm)
  })
  test('is refused when its voxels do not fill the grid', () => {
    expect(() => niftiBytes({ shape: [1, 2, 3, 5], data }, { like: decode(source) })).toThrow('24 voxels')
  })
})

describe('a mask on a grid', () => {
  const spacingMm = { x: 1.25, y: 1.5, z: 8 }
  test('reads back with the orientation that it was written with', () => {
    const orientation = {
      row: [0.8, 0.6, 0] as [number, number, number],
      column: [0, 0, -1] as [number, number, number],
      normal: [-0.6, 0.8, 0] as [number, number, number],
      originMm: [10, -20, 30] as [number, number, number],
    }
    const back = decode(niftiBytes({ shape, data }, { grid: { spacingMm, orientation } }))
    expect(back.spacingMm).toEqual(spacingMm)
    for (const axis of ['row', 'column', 'normal', 'originMm'] as const)
      back.orientation![axis].forEach((value, i) => expect(value).toBeCloseTo(orientation[axis][i]!, 5))
  })
  test('of unknown orientation does not claim one', () => {
    const grid = { spacingMm, orientation: null }
    expect(decode(niftiBytes({ shape, data }, { grid })).orientation).toBeNull()
    expect(decode(niftiBytes({ shape, data }, { grid, unitAffine: true })).orientation).toBeNull()
  })
  test('gives the same bytes each time, gzipped', () => {
    const frame = { grid: { spacingMm, orientation: null } }
    const [a, b] = [niftiGzBytes({ shape, data }, frame), niftiGzBytes({ shape, data }, frame)]
    expect(Buffer.from(a).equals(Buffer.from(b))).toBe(true)
    expect([...decode(a).data]).toEqual([...data])
  })
})

const { missing, because } = needing('awkward-nifti')
test
  .skipIf(missing)
  .each([
    'n1_be_i2.nii.gz',
    'n2_le_i2.nii.gz',
    'lefthanded.nii',
    'extension.nii',
    'pair_n1_be.hdr',
    'pair_n2.hdr',
  ])(`a mask written like %s stands where it does, by the same forms and spacing${because}`, async (name) => {
  const source = await readNifti(path.join(realData, 'awkward-nifti/derived', name))
  const mask = new Uint8Array(source.data.length).fill(3)
  const again = decodeNifti(
    Uint8Array.from(niftiBytes({ shape: source.shape, data: mask }, { like: source })),
    'mask.nii',
  )
  expect(again.shape).toEqual(source.shape)
  expect(again.data.every((value) => value === 3)).toBe(true)
  for (const axis of ['x', 'y', 'z'] as const)
    expect(again.spacingMm[axis]).toBeCloseTo(source.spacingMm[axis], 5)
  for (const part of ['row', 'column', 'normal', 'originMm'] as const)
    again.orientation![part].forEach((value, i) =>
      expect(value).toBeCloseTo(source.orientation![part][i]!, 4),
    )
  const view = new DataView(again.raw.buffer, again.raw.byteOffset)
  // qform and sform are both set in these files, and both are kept.
  expect([view.getInt16(252, true), view.getInt16(254, true)]).toEqual([1, 1])
})
