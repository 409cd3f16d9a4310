import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resampledCount, resampleImage, resampleLabels } from '#models/preparation/resampleInPlane'

describe('resampling in plane (datasets P3)', () => {
  test('the count follows the field of view and is never nought', () => {
    expect(resampledCount(256, 1.25, 1.5)).toBe(213)
    expect(resampledCount(1, 0.1, 9)).toBe(1)
  })

  test('a ramp stays a ramp, and the edge goes on beyond the outermost centres', () => {
    const ramp = Float32Array.of(0, 2, 4, 6)
    const fine = resampleImage(ramp, { rows: 1, columns: 4 }, { rows: 1, columns: 8 })
    expect([...fine]).toEqual([0, 0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6])
    expect([...resampleImage(fine, { rows: 1, columns: 8 }, { rows: 1, columns: 4 })]).toEqual([
      0.25, 2, 4, 5.75,
    ])
  })

  test('no label value appears that was not there (X25)', () => {
    const size = fc.integer({ min: 1, max: 12 })
    const labels = fc
      .uint8Array({ minLength: 30, maxLength: 30 })
      .map((values) => values.map((v) => (v % 3) * 100))
    fc.assert(
      fc.property(labels, size, size, (plane, rows, columns) => {
        const values = new Set(resampleLabels(plane, { rows: 5, columns: 6 }, { rows, columns }))
        expect([...values].filter((value) => !plane.includes(value))).toEqual([])
      }),
    )
  })

  test('there and back changes the area of a disc by less than 1 %, and equal grids not at all (X25)', () => {
    const size = { rows: 120, columns: 120 }
    const disc = Uint8Array.from({ length: 120 * 120 }, (_, i) =>
      Math.hypot((i % 120) - 60, Math.floor(i / 120) - 60) <= 30 ? 3 : 0,
    )
    const other = { rows: 100, columns: 97 }
    const back = resampleLabels(resampleLabels(disc, size, other), other, size)
    const area = (labels: Uint8Array) => labels.filter((label) => label === 3).length
    expect(Math.abs(area(back) / area(disc) - 1)).toBeLessThan(0.01)
    expect(resampleLabels(disc, size, size).findIndex((label, i) => label !== disc[i])).toBe(-1)
  })
})
