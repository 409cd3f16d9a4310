import { describe, expect, test } from 'vitest'
import { niftiGzBytes } from '#electron/formats/nifti/writeNifti'
import { orientationLetters } from '#shared/geometry/orientationLetters'
import { dicomFile, placed, type Attributes, type DicomOptions } from '../../../fixtures/dicomFiles'
import { folderWith } from '../../../fixtures/folders'
import { dctJpeg } from '../../../fixtures/jpegStreams'
import { int16Bytes } from '../../../fixtures/niftiFiles'
import { onlyCase } from '../../../fixtures/scanned'

const ramp = int16Bytes(Array.from({ length: 12 }, (_, i) => 100 * i))
const opened = async (options: DicomOptions, more: Attributes = {}) =>
  (
    await onlyCase(
      folderWith({
        'a.dcm': dicomFile({
          pixels: ramp,
          ...options,
          more: { ...placed({ zMm: 10, instance: 1 }), ...more },
        }),
      }),
    )
  ).reader

describe('a DICOM image', () => {
  test('of either MONOCHROME is inverted once, when it is shown, and never in its values (X6)', async () => {
    const [dark, light] = [
      await opened({ photometric: 'MONOCHROME1' }),
      await opened({ photometric: 'MONOCHROME2' }),
    ]
    expect([dark.opened.inverted, light.opened.inverted]).toEqual([true, false])
    expect((await dark.frame(0, 0)).values).toEqual((await light.frame(0, 0)).values)
    expect(dark.opened.window).toEqual(light.opened.window)
  })
  test('is marked lossy by its attribute or its coding, and else not (X17)', async () => {
    expect((await opened({})).opened.lossy).toBe(false)
    expect((await opened({}, { 0x00282110: ['CS', '00'] })).opened.lossy).toBe(false)
    expect((await opened({}, { 0x00282110: ['CS', '01'] })).opened.lossy).toBe(true)
    const samples = Array.from({ length: 256 }, (_, i) => 10 * i)
    const picture = dctJpeg({ width: 16, height: 16, precision: 12, samples })
    const coded = { syntax: '1.2.840.10008.1.2.4.51', rows: 16, columns: 16, frames: [[picture]] }
    expect((await opened(coded)).opened.lossy).toBe(true)
  })
  test('with text in its pixels, or from a screen, says so wherever it is opened (X18)', async () => {
    const codes = async (more: Attributes) => (await opened({}, more)).opened.warnings.map(({ code }) => code)
    expect(await codes({ 0x00280301: ['CS', 'NO'] })).toEqual([])
    expect(await codes({ 0x00280301: ['CS', 'YES'] })).toEqual(['BURNED_IN'])
    expect(await codes({ 0x00080016: ['UI', '1.2.840.10008.5.1.4.1.1.7'] })).toEqual(['BURNED_IN'])
  })
  test('has the pitch that its file gives between slices where there is only one, before its thickness (X10)', async () => {
    expect((await opened({}, { 0x00180088: ['DS', '10'] })).opened.grid.spacingMm.z).toBe(10)
    expect((await opened({})).opened.grid.spacingMm.z).toBe(8)
  })
})

test('phases without trigger times follow the time of day, then the instance number (X9, datasets B1.10)', async () => {
  const image = (instance: number, time: string): Uint8Array => {
    const taken: Attributes = time ? { 0x00080032: ['TM', time] } : {}
    return dicomFile({
      pixels: int16Bytes(Array(12).fill(instance)),
      more: { ...placed({ zMm: 10, instance }), ...taken },
    })
  }
  const order = async (times: readonly string[]) => {
    const files = times.map((time, i): [string, Uint8Array] => [`${i}.dcm`, image(i + 1, time)])
    const { reader } = await onlyCase(folderWith(Object.fromEntries(files)))
    return Promise.all(times.map(async (_, phase) => (await reader.frame(0, phase)).values[0]))
  }
  expect(await order(['101503.5', '101502.25', '101502'])).toEqual([3, 2, 1])
  expect(await order(['', '', ''])).toEqual([1, 2, 3])
  expect(await order(['101502', '101502', '101502'])).toEqual([1, 2, 3])
})

test("the patient's right is the same side in a RAS and in a LAS file of one body (X2)", async () => {
  const shape = [1, 2, 3, 4] as const
  const data = Int16Array.from({ length: 24 }, (_, i) => i)
  const mirrored = data.map((_, i) => data[i - (i % 4) + (3 - (i % 4))]!)
  const file = (towards: 1 | -1, values: Int16Array) => {
    const orientation = {
      ...{ row: [towards, 0, 0], column: [0, -1, 0], normal: [0, 0, 1] },
      originMm: [towards > 0 ? -3 : 3, 0, 0],
    } as const
    const grid = { spacingMm: { x: 2, y: 2, z: 2 }, orientation: orientation as never }
    return niftiGzBytes({ shape, data: values }, { grid })
  }
  // The same body, its columns written to the left of the patient, or to the right.
  const bodies = [file(1, data), file(-1, mirrored)]
  const rightmost = await Promise.all(
    bodies.map(async (bytes) => {
      const { reader } = await onlyCase(folderWith({ 'body.nii.gz': bytes }))
      const { grid } = reader.opened
      const letters = orientationLetters(grid.orientation)!
      const { values } = await reader.frame(0, 0)
      return letters.left === 'R' ? values[0] : values[3]
    }),
  )
  expect(rightmost[0]).toBe(rightmost[1])
})
