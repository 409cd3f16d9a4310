import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resampledCount } from '#models/preparation/lineResampling'
import { resampleImage } from '#models/preparation/resampleImage'
import { resampleLabels } from '#models/preparation/resampleLabels'

const size = (rows: number, columns: number, slices = 1) => ({ slices, rows, columns })

describe('resampling (datasets P3, P4)', () => {
  test('the count follows the field of view and is never nought', () => {
    expect(resampledCount(256, 1.25, 1.5)).toBe(213)
    expect(resampledCount(1, 0.1, 9)).toBe(1)
  })

  test('a ramp stays a ramp, and the edge goes on beyond the outermost centres', () => {
    const ramp = Float32Array.of(0, 2, 4, 6)
    const fine = resampleImage(ramp, size(1, 4), size(1, 8), 'linear')
    expect([...fine]).toEqual([0, 0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6])
    expect([...resampleImage(fine, size(1, 8), size(1, 4), 'linear')]).toEqual([0.25, 2, 4, 5.75])
    const deep = resampleImage(ramp, size(1, 1, 4), size(1, 1, 8), 'linear')
    expect([...deep]).toEqual([...fine])
  })

  // scipy 1.17: ndimage.map_coordinates(v, (i + 0.5)·n/n' - 0.5, mode='nearest') of v(y, x) = 37(6y + x) mod 101.
  const drawn = Float32Array.from({ length: 30 }, (_, i) => (37 * i) % 101)
  test.each([
    [1, 'linear', 3, 4, [15.9167, 71.4167, 25.9167, 56.1667, 49.25, 29, 59.25, 39]],
    [3, 'cubic', 3, 4, [9.5616, 86.6013, 14.294, 59.3384, 51.7342, 26.6031, 66.9278, 37.9713]],
    [1, 'linear', 7, 9, [0, 18.5, 43.1667, 67.8333, 42, 16.1667, 40.8333, 65.5, 84, 11.4286, 29.9286]],
    [3, 'cubic', 7, 9, [0, 12.8637, 47.2199, 75.8666, 42, 8.1334, 36.7801, 71.1363, 84, 9.9717, 21.8406]],
  ] as const)(
    'it gives what scipy gives at the same places, order %i',
    (_, sampling, rows, columns, expected) => {
      const out = resampleImage(drawn, size(5, 6), size(rows, columns), sampling)
      expected.forEach((value, i) => expect(out[i]).toBeCloseTo(value, 3))
    },
  )

  test('a cubic spline goes through its own values, and a constant stays constant', () => {
    const out = resampleImage(drawn, size(5, 6), size(15, 18), 'cubic')
    // The middle of each three lies where the old pixel was.
    expect(out[1 * 18 + 1]).toBeCloseTo(drawn[0]!, 4)
    expect(out[7 * 18 + 10]).toBeCloseTo(drawn[2 * 6 + 3]!, 4)
    const even = resampleImage(new Float32Array(30).fill(7), size(5, 6), size(4, 11), 'cubic')
    even.forEach((value) => expect(value).toBeCloseTo(7, 5))
  })

  test('no label value appears that was not there (X25)', () => {
    const sides = fc.integer({ min: 1, max: 12 })
    const stacks = fc.integer({ min: 1, max: 4 })
    const labels = fc
      .uint8Array({ minLength: 60, maxLength: 60 })
      .map((values) => values.map((v) => (v % 3) * 100))
    const sampling = fc.constantFrom('one-hot' as const, 'nearest' as const)
    fc.assert(
      fc.property(labels, stacks, sides, sides, sampling, (volume, slices, rows, columns, how) => {
        const out = resampleLabels(volume, size(5, 6, 2), size(rows, columns, slices), how)
        expect(out.find((value) => !volume.includes(value))).toBeUndefined()
      }),
    )
  })

  test('blended and cut labels are what one published program made of them: new values appear (C5p)', () => {
    const out = resampleLabels(Uint8Array.of(0, 3), size(1, 2), size(1, 6), 'truncated')
    expect([...out]).toEqual([0, 0, 1, 2, 3, 3])
  })

  test('of two labels as heavy the lower one stands', () => {
    expect([...resampleLabels(Uint8Array.of(3, 1), size(1, 2), size(1, 1), 'one-hot')]).toEqual([1])
  })

  test('there and back changes the area of a disc by less than 1 %, and equal grids not at all (X25)', () => {
    const here = size(120, 120)
    const disc = Uint8Array.from({ length: 120 * 120 }, (_, i) =>
      Math.hypot((i % 120) - 60, Math.floor(i / 120) - 60) <= 30 ? 3 : 0,
    )
    const other = size(100, 97)
    const back = resampleLabels(resampleLabels(disc, here, other, 'one-hot'), other, here, 'one-hot')
    const area = (labels: Uint8Array) => labels.filter((label) => label === 3).length
    expect(Math.abs(area(back) / area(disc) - 1)).toBeLessThan(0.01)
    expect(resampleLabels(disc, here, here, 'one-hot')).toEqual(disc)
  })
})
