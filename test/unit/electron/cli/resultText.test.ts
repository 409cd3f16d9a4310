import { expect, test } from 'vitest'
import { experimentText } from '#electron/cli/resultText'
import { table } from '#electron/cli/table'
import { lengthUnit, type CardiacFunction, type ExperimentResult } from '#shared/domain/evaluation'

const heart = (edvMl: number, esvMl: number): CardiacFunction => ({
  ...{ edvMl, esvMl, efPercent: (100 * (edvMl - esvMl)) / edvMl },
  ...{ rvEdvMl: null, rvEsvMl: null, rvEfPercent: null, massG: 105 },
})

const result: ExperimentResult = {
  ...{ run: 'hearts-1.1', model: 'hearts@1', seconds: 61.4, rule: 'Both sides empty: Dice 1.' },
  cases: [
    {
      ...{ id: 'patient007', part: 'test', ...heart(150, 60), reference: heart(160, 64) },
      structures: {
        'lv-cavity': { ed: { dice: 0.95, hdMm: 5, hd95Mm: 2.5 }, es: { dice: 0, hdMm: null, hd95Mm: null } },
      },
    },
  ],
  mean: {
    'lv-cavity': {
      ...{ dice: 0.475, hdMm: 5, hd95Mm: 2.5, volumes: 2, bothEmpty: 0, oneEmpty: 1 },
      thirds: { basal: 0.45, mid: 0.48, apical: 0.301 },
    },
  },
}

test('a person reads Dice and HD95 per structure, and volumes and EF beside the reference', () => {
  const text = experimentText(result)
  expect(text).toMatch(/patient007\s+0\.950 \/ 0\.000\s+2\.5 \/ –/)
  expect(text).toMatch(/patient007\s+150\.0 \(160\.0\)\s+60\.0 \(64\.0\)\s+60\.0 \(60\.0\)/)
  expect(text).toMatch(/LV cavity\s+0\.475\s+5\.0\s+2\.5\s+2/)
  expect(text).toMatch(/LV cavity\s+0\.450\s+0\.480\s+0\.301/) // features F-CO-6
  expect(text).toContain('Both sides empty: Dice 1.')
  expect(text).toContain('61 s; model hearts@1; run hearts-1.1')
  expect(text).not.toMatch(/NaN|null|undefined/) // R-TR-14
})

test('a split without test cases says that nothing was measured', () => {
  expect(experimentText({ ...result, cases: [], mean: {} })).toContain('nothing was measured')
})

test('columns of words stand to the left, columns of figures to the right', () => {
  expect(
    table(
      ['Case', 'ml', 'Why'],
      [
        ['a', '7.5', 'short'],
        ['bb', '–', 'a longer word'],
      ],
    ),
  ).toBe(
    ['Case   ml  Why', '----  ---  -------------', 'a     7.5  short', 'bb      –  a longer word'].join('\n'),
  )
})

test('every length says its unit, and pixels are never printed as millimetres (features X14)', () => {
  const [one] = result.cases
  const still = { dice: 0.9, hdMm: 5, hd95Mm: 2.5 }
  const plain: ExperimentResult['cases'] = [
    { ...one!, uncalibrated: true, structures: { object: { ed: null, es: null, still } } },
  ]
  expect(lengthUnit(result.cases)).toBe('mm')
  expect(lengthUnit(plain)).toBe('px')
  expect(lengthUnit([...plain, one!])).toBe('mm or px')
  const text = experimentText({ ...result, cases: plain })
  expect(text).toContain('HD95 px')
  expect(text).not.toContain(' mm')
  expect(experimentText(result)).not.toContain('px')
})
