import path from 'node:path'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeDicom, readDicomHeader } from '#electron/formats/dicom/readDicom'
import { SeptumError } from '#shared/errors/SeptumError'
import { dicomFile, joined, us, type DicomOptions } from '../../../../fixtures/dicomFiles'
import { folderWith } from '../../../../fixtures/folders'
import { int16Bytes } from '../../../../fixtures/niftiFiles'

const ramp = Array.from({ length: 12 }, (_, i) => 100 * i)
const shown = async (bytes: Uint8Array, frame = 0) => [...(await decodeDicom(bytes, 'a.dcm').frame(frame))]
const frameOf = (options: DicomOptions) => shown(dicomFile(options))

describe('the pixels of a DICOM file', () => {
  test.each([
    ['Implicit VR Little Endian', '1.2.840.10008.1.2', true],
    ['Explicit VR Little Endian', '1.2.840.10008.1.2.1', true],
    ['Explicit VR Big Endian', '1.2.840.10008.1.2.2', false],
  ])('are the same in %s', async (_, syntax, little) => {
    expect(await frameOf({ syntax, pixels: int16Bytes(ramp, little) })).toEqual(ramp)
  })
  test('are the same in a deflated data set', async () => {
    const plain = dicomFile({ syntax: '1.2.840.10008.1.2.1.99', pixels: int16Bytes(ramp) })
    const start = 132 + 12 + 8 + 22
    const deflated = joined([plain.subarray(0, start), deflateRawSync(plain.subarray(start))])
    expect(await shown(deflated)).toEqual(ramp)
  })
  test('are the same in a file without preamble and file meta information', async () => {
    for (const syntax of ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1'])
      expect(await frameOf({ syntax, part10: false, pixels: int16Bytes(ramp) })).toEqual(ramp)
  })
  test('are the same in RLE Lossless: runs, copies and two segments a pixel', async () => {
    const high = [0xf5, 0x01]
    const low = [11, ...Array.from({ length: 12 }, (_, i) => 10 * i)]
    const header = new Uint8Array(64)
    const view = new DataView(header.buffer)
    ;[2, 64, 64 + high.length].forEach((value, i) => view.setUint32(4 * i, value, true))
    const segments = joined([header, Uint8Array.from([...high, ...low, 0])])
    const bytes = dicomFile({ syntax: '1.2.840.10008.1.2.5', frames: [[segments]] })
    expect(await shown(bytes)).toEqual(ramp.map((_, i) => 256 + 10 * i))
  })
  test('of 12 bits in 16 keep their sign, and lose what stands above the stored bits (X7)', async () => {
    const pixels = int16Bytes([0x0fff, 0x0800, 0x07ff, 0xf001 - 0x10000, 0, 0, 0, 0, 0, 0, 0, 0])
    expect((await frameOf({ pixels, stored: 12, signed: true })).slice(0, 4)).toEqual([-1, -2048, 2047, 1])
    expect((await frameOf({ pixels, stored: 12 })).slice(0, 4)).toEqual([4095, 2048, 2047, 1])
  })
  test('whose high bit is not the usual one are shifted down (X7)', async () => {
    expect((await frameOf({ pixels: int16Bytes(Array(12).fill(0x0120)), stored: 8, highBit: 11 }))[0]).toBe(
      0x12,
    )
  })
  test('of 8 bits are read as they are', async () => {
    expect(await frameOf({ bits: 8, pixels: Uint8Array.from(ramp, (v) => v / 10) })).toEqual(
      ramp.map((v) => v / 10),
    )
  })
})

describe('the header of a DICOM file', () => {
  const header = (more: DicomOptions['more'] = {}) => decodeDicom(dicomFile({ more }), 'a.dcm').header
  test('gives row and column spacing in the right order (X12)', () => {
    expect(header().geometry[0]!.spacingMm).toEqual({ x: 1.25, y: 1.5 })
  })
  test('never takes the detector spacing for the patient (X13)', () => {
    const detector = header({ 0x00280030: ['DS', ''], 0x00181164: ['DS', '0.2\\0.2'] })
    expect(detector.geometry[0]!.spacingMm).toBeNull()
    expect(detector.detectorSpacing).toBe(true)
  })
  test('takes the first window that can be used, and none where there is none (X8)', () => {
    expect(header().window).toBeNull()
    expect(header({ 0x00281050: ['DS', '40'], 0x00281051: ['DS', '0'] }).window).toBeNull()
    expect(header({ 0x00281050: ['DS', '40\\60'], 0x00281051: ['DS', '0\\101'] }).window).toEqual({
      centre: 59.5,
      width: 100,
    })
  })
  test('reads names in the file’s own character set', () => {
    const name = new TextEncoder().encode('Grün^Zoë')
    expect(header({ 0x00080005: ['CS', 'ISO_IR 192'], 0x00100010: ['PN', name] }).patientName).toBe(
      'Grün, Zoë',
    )
  })
  test('gives age, date, field and rescale', () => {
    const found = header({
      0x00080020: ['DA', '20090901'],
      0x00101010: ['AS', '063Y'],
      0x00180087: ['DS', '1.5'],
      0x00281052: ['DS', '-1024'],
      0x00281053: ['DS', '0.5'],
    })
    expect(found).toMatchObject({ studyDate: '2009-09-01', ageYears: 63, fieldT: 1.5 })
    expect(found.geometry[0]).toMatchObject({ slope: 0.5, intercept: -1024 })
  })
})

describe('a file that cannot be shown is refused by name', () => {
  const code = async (bytes: Uint8Array): Promise<string> => {
    try {
      await decodeDicom(bytes, 'a.dcm').frame(0)
      return 'read'
    } catch (error) {
      if (!(error instanceof SeptumError)) throw error
      expect(error.message).toContain('a.dcm')
      return error.code
    }
  }
  test('when it is cut off, in the header or in the pixels', async () => {
    const whole = dicomFile()
    expect(await code(whole.subarray(0, 300))).toMatch(/^FILE_(TRUNCATED|MALFORMED)$/)
    expect(await code(whole.subarray(0, whole.length - 3))).toBe('FILE_TRUNCATED')
    const file = path.join(folderWith({ 'cut.dcm': whole.subarray(0, whole.length - 3) }), 'cut.dcm')
    await expect(readDicomHeader(file)).rejects.toMatchObject({ code: 'FILE_TRUNCATED' })
  })
  test('when it is cut off within its last attribute before the pixels', async () => {
    const whole = dicomFile({ syntax: '1.2.840.10008.1.2' })
    for (let length = whole.length - 60; length < whole.length; length++)
      expect(await code(whole.subarray(0, length))).toMatch(/^FILE_(TRUNCATED|NOT_IMAGE|MALFORMED)$/)
  })
  test('when its syntax is not decoded, which it names', async () => {
    const video = dicomFile({ syntax: '1.2.840.10008.1.2.4.102' })
    expect(await code(video)).toBe('TRANSFER_SYNTAX_UNSUPPORTED')
    expect(() => decodeDicom(video, 'a.dcm')).toThrow(/1\.2\.4\.102/)
  })
  test('when its packed pictures are broken, or of another size than the header says', async () => {
    for (const syntax of ['5', '4.50', '4.70', '4.80', '4.90'])
      expect(
        await code(dicomFile({ syntax: `1.2.840.10008.1.2.${syntax}`, frames: [[new Uint8Array(70)]] })),
      ).toBe('FILE_MALFORMED')
  })
  test('when its samples are none that are shown', async () => {
    expect(await code(dicomFile({ photometric: 'CMYK', more: { 0x00280002: ['US', us(4)] } }))).toBe(
      'PIXELS_UNSUPPORTED',
    )
    expect(await code(dicomFile({ bits: 24, pixels: new Uint8Array(36) }))).toBe('PIXELS_UNSUPPORTED')
  })
  test('when it is a photograph', async () => {
    expect(await code(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...new Uint8Array(500)]))).toBe(
      'FILE_NOT_IMAGE',
    )
  })
  test('and never in any other way, whichever bytes are wrong', async () => {
    const whole = dicomFile({ pixels: int16Bytes(ramp) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: whole.length }),
        async (wrong, length) => {
          const bytes = whole.slice()
          for (const [at, value] of wrong) bytes[at] = value
          expect(await code(bytes.subarray(0, length))).toMatch(/^(read|[A-Z_]+)$/)
        },
      ),
      { numRuns: 500, seed: 7 },
    )
  })
})
