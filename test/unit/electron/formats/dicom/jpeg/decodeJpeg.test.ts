import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeJpeg } from '#electron/formats/dicom/jpeg/decodeJpeg'
import { dctJpeg, losslessJpeg } from '../../../../../fixtures/jpegStreams'

const size = { width: 13, height: 11 }
const expected = (components = 1) => ({ ...size, components })
/** A smooth hill with a step in it, from 0 to the largest value. */
const hill = (precision: number, components = 1): number[] =>
  Array.from({ length: size.width * size.height * components }, (_, i) => {
    const pixel = Math.floor(i / components)
    const [x, y] = [pixel % size.width, Math.floor(pixel / size.width)]
    const height = 0.5 + 0.45 * Math.sin(x / 3 + (i % components)) * Math.cos(y / 4) - (x > 8 ? 0.04 : 0)
    return Math.round(height * (2 ** precision - 1))
  })

describe('a lossless JPEG', () => {
  test.each([1, 2, 3, 4, 5, 6, 7])(
    'comes back bit for bit with predictor %i, in 8, 12 and 16 bits',
    (predictor) => {
      for (const precision of [8, 12, 16]) {
        const samples = hill(precision)
        const picture = decodeJpeg(losslessJpeg({ ...size, precision, samples }, predictor), expected())
        expect([...picture.samples]).toEqual(samples)
      }
    },
  )
  test('comes back bit for bit in colour and with restarts', () => {
    const samples = hill(8, 3)
    const bytes = losslessJpeg({ ...size, precision: 8, samples, components: 3 }, 4, 3)
    expect([...decodeJpeg(bytes, expected(3)).samples]).toEqual(samples)
  })
  test('comes back bit for bit whatever it shows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(65_535), { minLength: 143, maxLength: 143 }),
        fc.integer({ min: 1, max: 7 }),
        (samples, predictor) => {
          const bytes = losslessJpeg({ ...size, precision: 16, samples }, predictor)
          expect([...decodeJpeg(bytes, expected()).samples]).toEqual(samples)
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('a JPEG of cosines', () => {
  test.each([
    ['in one pass', false],
    ['in several passes', true],
  ])('%s comes back within one grey level, in 8 and 12 bits, in grey and colour', (_, progressive) => {
    for (const precision of [8, 12])
      for (const components of [1, 3]) {
        const samples = hill(precision, components)
        const found = decodeJpeg(
          dctJpeg({ ...size, precision, samples, components }, progressive),
          expected(components),
        )
        expect(found.precision).toBe(precision)
        found.samples.forEach((value, i) => expect(Math.abs(value - samples[i]!)).toBeLessThanOrEqual(1))
      }
  })
})

describe('a JPEG that cannot be trusted is refused', () => {
  const bytes = losslessJpeg({ ...size, precision: 12, samples: hill(12) })
  test('when its size is not the one that the header of the file says', () => {
    expect(() => decodeJpeg(bytes, { ...expected(), width: 12 })).toThrow(/13 × 11/)
  })
  test('when any of it is missing', () => {
    for (let length = 0; length < bytes.length - 3; length += 7)
      expect(() => decodeJpeg(bytes.subarray(0, length), expected())).toThrow()
  })
  test('when it is coded by a process that is not decoded', () => {
    const arithmetic = bytes.map((byte, i) => (byte === 0xc3 && bytes[i - 1] === 0xff ? 0xcb : byte))
    expect(() => decodeJpeg(arithmetic, expected())).toThrow(/process 11/)
  })
})
