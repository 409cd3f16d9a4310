import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeDicom, readDicom, readDicomHeader } from '#electron/formats/dicom/readDicom'
import { SeptumError } from '#shared/errors/SeptumError'
import { dicomFile, joined, us, type DicomOptions } from '../../../../fixtures/dicomFiles'
import { folderWith } from '../../../../fixtures/folders'
import { int16Bytes } from '../../../../fixtures/niftiFiles'
import { needing, realData } from '../../../../fixtures/realData'

const ramp = Array.from({ length: 12 }, (_, i) => 100 * i)
const frameOf = (options: DicomOptions) => [...decodeDicom(dicomFile(options), 'a.dcm').frame(0)]

describe('the pixels of a DICOM file', () => {
  test.each([
    ['Implicit VR Little Endian', '1.2.840.10008.1.2', true],
    ['Explicit VR Little Endian', '1.2.840.10008.1.2.1', true],
    ['Explicit VR Big Endian', '1.2.840.10008.1.2.2', false],
  ])('are the same in %s', (_, syntax, little) => {
    expect(frameOf({ syntax, pixels: int16Bytes(ramp, little) })).toEqual(ramp)
  })
  test('are the same in a deflated data set', () => {
    const plain = dicomFile({ syntax: '1.2.840.10008.1.2.1.99', pixels: int16Bytes(ramp) })
    const start = 132 + 12 + 8 + 22
    const deflated = joined([plain.subarray(0, start), deflateRawSync(plain.subarray(start))])
    expect([...decodeDicom(deflated, 'a.dcm').frame(0)]).toEqual(ramp)
  })
  test('are the same in a file without preamble and file meta information', () => {
    for (const syntax of ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1'])
      expect(frameOf({ syntax, part10: false, pixels: int16Bytes(ramp) })).toEqual(ramp)
  })
  test('are the same in RLE Lossless: runs, copies and two segments a pixel', () => {
    const high = [0xf5, 0x01]
    const low = [11, ...Array.from({ length: 12 }, (_, i) => 10 * i)]
    const header = new Uint8Array(64)
    const view = new DataView(header.buffer)
    ;[2, 64, 64 + high.length].forEach((value, i) => view.setUint32(4 * i, value, true))
    const segments = joined([header, Uint8Array.from([...high, ...low, 0])])
    const item = (tag: number, length: number): Uint8Array => {
      const head = new Uint8Array(8)
      new DataView(head.buffer).setUint32(0, tag, true)
      new DataView(head.buffer).setUint32(4, length, true)
      return head
    }
    const pixels = joined([
      item(0xe000fffe, 0),
      item(0xe000fffe, segments.length),
      segments,
      item(0xe0ddfffe, 0),
    ])
    const bytes = dicomFile({ syntax: '1.2.840.10008.1.2.5', pixels })
    // Encapsulated pixel data have an undefined length.
    bytes.fill(0xff, bytes.length - pixels.length - 4, bytes.length - pixels.length)
    expect([...decodeDicom(bytes, 'a.dcm').frame(0)]).toEqual(ramp.map((_, i) => 256 + 10 * i))
  })
  test('of 12 bits in 16 keep their sign, and lose what stands above the stored bits (X7)', () => {
    const pixels = int16Bytes([0x0fff, 0x0800, 0x07ff, 0xf001 - 0x10000, 0, 0, 0, 0, 0, 0, 0, 0])
    expect(frameOf({ pixels, stored: 12, signed: true }).slice(0, 4)).toEqual([-1, -2048, 2047, 1])
    expect(frameOf({ pixels, stored: 12 }).slice(0, 4)).toEqual([4095, 2048, 2047, 1])
  })
  test('whose high bit is not the usual one are shifted down (X7)', () => {
    expect(frameOf({ pixels: int16Bytes(Array(12).fill(0x0120)), stored: 8, highBit: 11 })[0]).toBe(0x12)
  })
  test('of 8 bits are read as they are', () => {
    expect(frameOf({ bits: 8, pixels: Uint8Array.from(ramp, (v) => v / 10) })).toEqual(
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
  const code = (bytes: Uint8Array): string => {
    try {
      decodeDicom(bytes, 'a.dcm').frame(0)
      return 'read'
    } catch (error) {
      if (!(error instanceof SeptumError)) throw error
      expect(error.message).toContain('a.dcm')
      return error.code
    }
  }
  test('when it is cut off, in the header or in the pixels', async () => {
    const whole = dicomFile()
    expect(code(whole.subarray(0, 300))).toMatch(/^FILE_(TRUNCATED|MALFORMED)$/)
    expect(code(whole.subarray(0, whole.length - 3))).toBe('FILE_TRUNCATED')
    const file = path.join(folderWith({ 'cut.dcm': whole.subarray(0, whole.length - 3) }), 'cut.dcm')
    await expect(readDicomHeader(file)).rejects.toMatchObject({ code: 'FILE_TRUNCATED' })
  })
  test('when its syntax is not decoded, which it names', () => {
    expect(code(dicomFile({ syntax: '1.2.840.10008.1.2.4.90' }))).toBe('TRANSFER_SYNTAX_UNSUPPORTED')
    expect(() => decodeDicom(dicomFile({ syntax: '1.2.840.10008.1.2.4.90' }), 'a.dcm')).toThrow(
      /JPEG 2000 Lossless/,
    )
  })
  test('when it is in colour', () => {
    expect(code(dicomFile({ photometric: 'RGB', more: { 0x00280002: ['US', us(3)] } }))).toMatch(
      /PIXELS_UNSUPPORTED|FILE_TRUNCATED/,
    )
    expect(code(dicomFile({ photometric: 'PALETTE COLOR' }))).toBe('PIXELS_UNSUPPORTED')
  })
  test('when it is a photograph', () => {
    expect(code(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...new Uint8Array(500)]))).toBe('FILE_NOT_IMAGE')
  })
  test('and never in any other way, whichever bytes are wrong', () => {
    const whole = dicomFile({ pixels: int16Bytes(ramp) })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: whole.length }),
        (wrong, length) => {
          const bytes = whole.slice()
          for (const [at, value] of wrong) bytes[at] = value
          expect(typeof code(bytes.subarray(0, length))).toBe('string')
        },
      ),
      { numRuns: 500, seed: 7 },
    )
  })
})

/** The rows of a CSV whose quoted cells may hold commas and line ends, as records by column. */
function csvRows(text: string): Record<string, string>[] {
  const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/g)]
  const table: string[][] = [[]]
  for (const [, quoted, bare, end] of cells) {
    table.at(-1)!.push(quoted ?? bare ?? '')
    if (end === '\n') table.push([])
  }
  const heads = table[0]!
  return table.slice(1).map((row) => Object.fromEntries(heads.map((head, i) => [head, row[i] ?? ''])))
}

describe('files from other programs', () => {
  const { missing, because } = needing('awkward-dicom')
  test.skipIf(missing)(
    `decode to the reference pixels where they are greyscale and not compressed${because}`,
    async () => {
      const folder = path.join(realData, 'awkward-dicom')
      let alike = 0
      for (const row of csvRows(readFileSync(path.join(folder, 'MANIFEST.csv'), 'utf8'))) {
        const plain = /Endian|RLE/.test(row.transfer_syntax ?? '') && row.pixel_elements === 'PixelData'
        if (
          !plain ||
          row.status !== 'decoded' ||
          row.samples !== '1' ||
          !/^(8|16)$/.test(row.bits_allocated!)
        )
          continue
        if (!/^MONOCHROME/.test(row.photometric!)) continue
        const { header, frameBytes } = await readDicom(path.join(folder, row.file!))
        const hash = createHash('sha1')
        for (let frame = 0; frame < header.frames; frame++) hash.update(frameBytes(frame))
        expect(hash.digest('hex'), row.file).toBe(row.pixel_sha1)
        alike++
      }
      expect(alike).toBeGreaterThan(20)
    },
  )
  test.skipIf(missing)(`of any other kind are refused with a code, never a crash${because}`, async () => {
    const folder = path.join(realData, 'awkward-dicom')
    for (const row of csvRows(readFileSync(path.join(folder, 'MANIFEST.csv'), 'utf8'))) {
      if (!row.file) continue
      const outcome = await readDicom(path.join(folder, row.file)).catch((error: unknown) => error)
      if (outcome instanceof Error) expect(outcome, row.file).toBeInstanceOf(SeptumError)
    }
  })
})
