import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeJpegLs } from '#electron/formats/dicom/jpegls/decodeJpegLs'
import { jpegLs } from '../../../../../fixtures/wasmEncoders'

const [width, height] = [23, 17]

/** A smooth hill on flat ground, with some noise: runs, edges and textures. Interleaved by pixel. */
const scene = (precision: number, components = 1): number[] =>
  Array.from({ length: width * height * components }, (_, i) => {
    const pixel = Math.floor(i / components)
    const [x, y] = [pixel % width, Math.floor(pixel / width)]
    if (y < 5) return 3
    const hill =
      0.5 +
      0.4 * Math.sin(x / 3 + (i % components)) * Math.cos(y / 4) +
      (x > 15 ? ((i * 7919) % 64) / 900 : 0)
    return Math.round(hill * (2 ** precision - 1))
  })

async function there(
  samples: readonly number[],
  precision: number,
  components: number,
  interleave: number,
  near: number,
) {
  const pixels = width * height
  const ordered =
    interleave === 0 && components > 1
      ? samples.map((_, i) => samples[(i % pixels) * components + Math.floor(i / pixels)]!)
      : samples
  const bytes = precision > 8 ? new Uint8Array(Uint16Array.from(ordered).buffer) : Uint8Array.from(ordered)
  const info = { width, height, bitsPerSample: precision, componentCount: components, isSigned: false }
  return jpegLs(info, bytes, interleave, near)
}

describe('a JPEG-LS picture', () => {
  test.each([2, 7, 8, 12, 15, 16])('of %i bits comes back bit for bit', async (precision) => {
    const samples = scene(precision)
    const { samples: found } = decodeJpegLs(await there(samples, precision, 1, 0, 0), {
      width,
      height,
      components: 1,
    })
    expect([...found]).toEqual(samples)
  })
  test.each([0, 1, 2])('in colour comes back bit for bit in interleaving %i', async (interleave) => {
    const samples = scene(8, 3)
    const packed = await there(samples, 8, 3, interleave, 0)
    expect([...decodeJpegLs(packed, { width, height, components: 3 }).samples]).toEqual(samples)
  })
  test.each([1, 3, 10])('that may be wrong by %i comes back no worse than that', async (near) => {
    for (const precision of [8, 16]) {
      const samples = scene(precision)
      const { samples: found } = decodeJpegLs(await there(samples, precision, 1, 0, near), {
        width,
        height,
        components: 1,
      })
      found.forEach((value, i) => expect(Math.abs(value - samples[i]!)).toBeLessThanOrEqual(near))
    }
  })
  test('comes back bit for bit whatever it shows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(4095), { minLength: width * height, maxLength: width * height }),
        async (samples) => {
          const packed = await there(samples, 12, 1, 0, 0)
          expect([...decodeJpegLs(packed, { width, height, components: 1 }).samples]).toEqual(samples)
        },
      ),
      { numRuns: 20 },
    )
  })
  test('is refused when its size is another or any of it is missing', async () => {
    const packed = await there(scene(12), 12, 1, 0, 0)
    expect(() => decodeJpegLs(packed, { width: 24, height, components: 1 })).toThrow(/23 × 17/)
    for (let length = 0; length < packed.length - 4; length += 5)
      expect(() => decodeJpegLs(packed.subarray(0, length), { width, height, components: 1 })).toThrow()
  })
})
