import path from 'node:path'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeDicom, readDicomHeader } from '#electron/formats/dicom/readDicom'
import { SeptumError } from '#shared/errors/SeptumError'
import { dicomFile, joined, sequence, us, type DicomOptions } from '../../../../fixtures/dicomFiles'
import { losslessJpeg } from '../../../../fixtures/jpegStreams'
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
  test('go through the modality LUT where a file has one instead of slope and intercept (X7)', async () => {
    const table = sequence([
      {
        0x00283002: ['US', Uint8Array.from([...us(4), ...us(100), ...us(16)])],
        0x00283006: ['OW', int16Bytes([7, 8, 9, 1000])],
      },
    ])
    const values = await frameOf({ pixels: int16Bytes(ramp), more: { 0x00283000: ['SQ', table] } })
    // Below 100 the first entry holds, from 103 on the last.
    expect(values.slice(0, 3)).toEqual([7, 7, 1000])
  })
  test('of one bit, of 32 bits and of floating point numbers come out as numbers', async () => {
    expect(await frameOf({ bits: 1, pixels: Uint8Array.from([0b10100101, 0b1111]) })).toEqual([
      1, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1, 1,
    ])
    const wide = new Uint8Array(Int32Array.from(ramp, (v) => v * 1000 - 500).buffer)
    expect(await frameOf({ bits: 32, signed: true, pixels: wide })).toEqual(ramp.map((v) => v * 1000 - 500))
    const halves = ramp.map((v) => v / 8)
    const float = { 0x7fe00008: ['OF', new Uint8Array(Float32Array.from(halves).buffer)] } as const
    expect(await shown(dicomFile({ bits: 32, noPixels: true, more: float }))).toEqual(halves)
    const double = { 0x7fe00009: ['OD', new Uint8Array(Float64Array.from(halves).buffer)] } as const
    expect(await shown(dicomFile({ bits: 64, noPixels: true, more: double }))).toEqual(halves)
  })
  test.each([
    ['RGB, pixel after pixel', 'RGB', 0],
    ['RGB, plane after plane', 'RGB', 1],
    ['YBR_FULL', 'YBR_FULL', 0],
  ])('in colour are shown by their brightness: %s', async (_, photometric, planar) => {
    const pixel = photometric === 'RGB' ? [200, 100, 50] : [124, 7, 9]
    const pixels = Uint8Array.from({ length: 36 }, (_, i) => pixel[planar ? Math.floor(i / 12) : i % 3]!)
    const more = { 0x00280002: ['US', us(3)], 0x00280006: ['US', us(planar)] } as const
    expect(await frameOf({ photometric, bits: 8, pixels, more })).toEqual(Array(12).fill(124))
  })
  test('of two pixels that share their colour are spread (YBR_FULL_422)', async () => {
    const pixels = Uint8Array.from({ length: 24 }, (_, i) => (i % 4 < 2 ? 10 + i : 128))
    const found = await frameOf({
      photometric: 'YBR_FULL_422',
      bits: 8,
      pixels,
      more: { 0x00280002: ['US', us(3)] },
    })
    expect(found.slice(0, 4)).toEqual([10, 11, 14, 15])
  })
  test('of a palette are shown by the brightness of its colours', async () => {
    const entries = (...values: number[]): readonly ['OW', Uint8Array] => ['OW', int16Bytes(values)]
    const descriptor: readonly ['US', Uint8Array] = ['US', Uint8Array.from([...us(2), ...us(1), ...us(16)])]
    const more = {
      0x00281101: descriptor,
      0x00281102: descriptor,
      0x00281103: descriptor,
      0x00281201: entries(0, 1000),
      0x00281202: entries(0, 2000),
      0x00281203: entries(100, 3000),
    }
    const pixels = Uint8Array.from([0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0])
    const found = await frameOf({ photometric: 'PALETTE COLOR', bits: 8, pixels, more })
    expect(found.slice(0, 4)).toEqual([11, 11, 1815, 1815])
  })
  test('of several frames in fragments are told apart without an offset table', async () => {
    const picture = (grey: number) =>
      losslessJpeg({ width: 4, height: 3, precision: 16, samples: Array(12).fill(grey) })
    const cut = (bytes: Uint8Array) => [bytes.subarray(0, 200), bytes.subarray(200)]
    const frames = [picture(100), picture(200), picture(300)].map(cut)
    for (const noTable of [true, false]) {
      const bytes = dicomFile({ syntax: '1.2.840.10008.1.2.4.70', frames, noTable })
      for (const [at, grey] of [100, 200, 300].entries()) expect((await shown(bytes, at))[0]).toBe(grey)
    }
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
  test('takes the range of a VOI LUT or of a sigmoid as its window, and says that the file asks for a curve (X8)', () => {
    const table = sequence([
      {
        0x00283002: ['US', Uint8Array.from([...us(100), ...us(50), ...us(16)])],
        0x00283006: ['OW', int16Bytes(Array.from({ length: 100 }, (_, i) => Math.min(60, Math.max(10, i))))],
      },
    ])
    // Entries 10 to 60 rise; the first stands for the value 50.
    expect(header({ 0x00283010: ['SQ', table] }).window).toEqual({ centre: 85, width: 50, curve: 'table' })
    const window = { 0x00281050: ['DS', '40'], 0x00281051: ['DS', '80'] } as const
    expect(header({ ...window, 0x00281056: ['CS', 'SIGMOID'] }).window).toEqual({
      centre: 40,
      width: 80,
      curve: 'sigmoid',
    })
    expect(header({ ...window, 0x00281056: ['CS', 'LINEAR_EXACT'] }).window).toEqual({
      centre: 40,
      width: 80,
    })
    const narrow = { 0x00281050: ['DS', '40'], 0x00281051: ['DS', '1'] } as const
    expect(header(narrow).window).toBeNull()
    expect(header({ ...narrow, 0x00281056: ['CS', 'LINEAR_EXACT'] }).window).toEqual({ centre: 40, width: 1 })
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
