import { describe, expect, test } from 'vitest'
import { chainOf } from '#shared/domain/preparation'
import { measuredOnSeries, unmeasured } from '#models/preparation/fitted'
import { prepareLabels, preparedBySteps } from '#models/preparation/prepareVolume'
import { restoreLabels } from '#models/preparation/restoreLabels'
import { detectRegion } from '#models/preparation/roi/detectRegion'
import { plainContext } from '#models/preparation/stepAction'

const grid = { slices: 2, rows: 180, columns: 200, spacingMm: { x: 1.5, y: 1.5, z: 10 } }

/** A bright cavity of `mm` that beats by a fifth about (row, column), in a chest that stands still. */
const beating = (row: number, column: number, mm = 22, phases = 8): Float32Array[] =>
  Array.from({ length: phases }, (_, t) => {
    const radius = (mm / 1.5) * (1 - 0.1 * (1 - Math.cos((2 * Math.PI * t) / phases)))
    return Float32Array.from({ length: 2 * 180 * 200 }, (_, i) => {
      const [x, y] = [i % 200, Math.floor(i / 200) % 180]
      const still = x > 20 && x < 180 ? 100 : 20
      return Math.hypot(x - column, y - row) < radius ? 400 : still
    })
  })

describe('the region about the beating heart (P12)', () => {
  test.each([
    ['deviation', 75, 120],
    ['harmonic', 100, 80],
  ] as const)(
    'by its %s it is found within 5 pixels, and its radius is that of the heart',
    (kind, row, column) => {
      const found = detectRegion(beating(row, column), grid, kind)
      if (found === 'nowhere') throw new Error('no heart was found')
      expect(Math.hypot(found.row - row, found.column - column)).toBeLessThan(5)
      expect(found.radiusRows).toBeGreaterThan(10)
      expect(found.radiusRows).toBeLessThan(32)
    },
  )

  test('where nothing moves there is none, and the image centre is cropped', () => {
    const still = beating(90, 100)[0]!
    expect(detectRegion([still, still], grid, 'deviation')).toBe('nowhere')
    const chain = chainOf({ preset: 'C11', mode: 'corrected' })
    const at = unmeasured(chain, 'series')
    const measured = measuredOnSeries(chain, at, [still, still], grid)
    const { record } = preparedBySteps(still, grid, measured, plainContext)
    expect(record.moves).toMatchObject([{ kind: 'window', first: { rows: 26, columns: 36 } }])
  })

  test('the crop is about the heart, and labels come back by the same shift (C11)', () => {
    const phases = beating(75, 120)
    const chain = measuredOnSeries(chainOf({ preset: 'C11', mode: 'corrected' }), 0, phases, grid)
    const { record, values } = preparedBySteps(phases[0]!, grid, chain, plainContext)
    expect([record.prepared.rows, record.prepared.columns]).toEqual([128, 128])
    const brightest = values
      .subarray(0, 128 * 128)
      .reduce((best, value, i, all) => (value > all[best]! ? i : best), 0)
    expect(Math.abs(Math.floor(brightest / 128) - 64)).toBeLessThan(20)
    const labels = Uint8Array.from(phases[0]!, (value) => (value === 400 ? 3 : 0))
    expect(restoreLabels(prepareLabels(labels, record).labels, record)).toEqual(labels)
  })
})
