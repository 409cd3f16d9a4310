import { describe, expect, test } from 'vitest'
import { cardiacFunction, volumeCurveMl } from '#shared/geometry/volumes'
import { heldBy, squareContour } from './heart'

/** One pixel is 1 mm², slices are 10 mm apart: a square of 20 pixels is 4 ml. */
const grid = {
  columns: 40,
  rows: 40,
  slices: 6,
  phases: 3,
  spacingMm: { x: 2, y: 0.5, z: 10 },
  orientation: null,
  phaseTimesMs: null,
}
const marks = { ed: 0, es: 1 }

/** LV endo of 20 pixels at ED and 10 at ES on five slices, LV epi of 24 at ED. */
const heart = [0, 1, 2, 3, 4].flatMap((slice) => [
  squareContour('lv-endo', slice, 0, 20),
  squareContour('lv-endo', slice, 1, 10),
  squareContour('lv-epi', slice, 0, 24),
])

describe('volumes from contours (evaluation K2, features E-G5)', () => {
  test('areas times pitch add up, phase by phase; a phase without contours has none', () => {
    expect(volumeCurveMl(heldBy(heart), grid, 'lv-cavity')).toEqual([20, 5, null])
    expect(volumeCurveMl(heldBy(heart), grid, 'lv-myocardium')).toEqual([
      (5 * (576 - 400) * 10) / 1000,
      null,
      null,
    ])
    expect(volumeCurveMl(heldBy([]), grid, 'rv-cavity')).toEqual([null, null, null])
  })

  test('EDV, ESV, EF and mass of a heart that is drawn in full', () => {
    const { values, reasons } = cardiacFunction(heldBy(heart, { marks }), grid)
    expect(values).toMatchObject({ edvMl: 20, esvMl: 5, efPercent: 75 })
    expect(values.massG).toBeCloseTo(1.05 * 8.8, 9)
    expect(Object.keys(reasons)).toEqual(['rvEdvMl', 'rvEsvMl', 'rvEfPercent'])
  })

  test('a slice that is left out does not count, and is not missing', () => {
    const without = heldBy(heart, { marks, excluded: new Set(['2/0', '2/1']) })
    expect(cardiacFunction(without, grid).values).toMatchObject({ edvMl: 16, esvMl: 4, efPercent: 75 })
  })
})

describe('numbers that the contours do not carry (features R-RD-8)', () => {
  const drop = (...dropped: string[]) =>
    heart.filter(({ boundary, slice, phase }) => !dropped.includes(`${boundary}/${slice}/${phase}`))

  test('slices missing at ES are named instead of an EF', () => {
    const { values, reasons } = cardiacFunction(heldBy(drop('lv-endo/1/1', 'lv-endo/2/1'), { marks }), grid)
    expect(values).toMatchObject({ edvMl: 20, esvMl: null, efPercent: null })
    expect(reasons.efPercent).toBe('EF not available: LV endo missing at ES slices 2, 3')
    expect(reasons.esvMl).toBe('ESV not available: LV endo missing at ES slices 2, 3')
    expect(reasons.edvMl).toBeUndefined()
  })

  test('slices at either end may be empty at ES: the heart moves along its axis (features E-A8)', () => {
    const { values } = cardiacFunction(heldBy(drop('lv-endo/0/1', 'lv-endo/4/1'), { marks }), grid)
    expect(values).toMatchObject({ esvMl: 3, efPercent: 85 })
  })

  test('a phase that is not marked, and one without contours, say so', () => {
    const unmarked = cardiacFunction(heldBy(heart, { marks: { ed: 0, es: null } }), grid)
    expect(unmarked.reasons.efPercent).toBe('EF not available: end-systole is not marked')
    const elsewhere = cardiacFunction(heldBy(heart, { marks: { ed: 0, es: 2 } }), grid)
    expect(elsewhere.reasons.efPercent).toBe('EF not available: LV endo missing at ES')
  })

  test('mass needs the outer line wherever the inner one is, but the tip of the heart has no cavity', () => {
    const open = cardiacFunction(heldBy(drop('lv-epi/0/0'), { marks }), grid)
    expect(open.reasons.massG).toBe('Mass not available: LV epi missing at ED slice 1')
    const tip = cardiacFunction(heldBy(drop('lv-endo/4/0'), { marks }), grid)
    expect(tip.values.massG).toBeCloseTo((1.05 * (4 * 176 + 576) * 10) / 1000, 9)
  })
})
