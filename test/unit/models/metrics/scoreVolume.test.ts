import { describe, expect, test } from 'vitest'
import { RegionScore } from '#shared/domain/evaluation'
import { functionOfLabels } from '#models/metrics/function'
import { meanScores } from '#models/metrics/meanScores'
import { scoreVolume } from '#models/metrics/scoreVolume'
import { box } from './box'

const shape = [2, 10, 10] as const
const spacing = { x: 1, y: 1.5, z: 8 }
/** A volume with a box of one label. */
const labelled = (label: number, first: readonly number[], last: readonly number[]) =>
  box(shape, first, last).map((inside) => inside * label)

describe('scores of one volume', () => {
  test('each region is scored by its canonical label, distances in 3-D', () => {
    const scores = scoreVolume(
      labelled(3, [0, 2, 2], [1, 5, 5]),
      labelled(3, [0, 3, 2], [1, 6, 5]),
      shape,
      spacing,
      ['lv-cavity'],
    )
    expect(scores).toEqual({ 'lv-cavity': { dice: 0.75, hdMm: 1.5, hd95Mm: 1.5 } })
  })

  test('an empty side is named and leaves the distances undefined; two agree', () => {
    const some = labelled(1, [0, 2, 2], [1, 5, 5])
    const scores = scoreVolume(some, labelled(2, [0, 0, 0], [0, 1, 1]), shape, spacing, [
      'rv-cavity',
      'lv-myocardium',
      'lv-cavity',
    ])
    expect(scores).toEqual({
      'rv-cavity': { dice: 0, hdMm: null, hd95Mm: null, empty: 'reference' },
      'lv-myocardium': { dice: 0, hdMm: null, hd95Mm: null, empty: 'prediction' },
      'lv-cavity': { dice: 1, hdMm: 0, hd95Mm: 0, empty: 'both' },
    })
    for (const score of Object.values(scores)) expect(RegionScore.parse(score)).toEqual(score)
  })
})

describe('means over volumes (features R-TR-14, R-CP-8; evaluation E0.3)', () => {
  const ed = { dice: 0.9, hdMm: 4, hd95Mm: 2 }
  const cases = [
    { structures: { 'lv-cavity': { ed, es: { dice: 0.7, hdMm: 8, hd95Mm: 4 } } } },
    {
      structures: {
        'lv-cavity': { ed: { dice: 0, hdMm: null, hd95Mm: null, empty: 'prediction' as const }, es: null },
      },
    },
    {
      structures: { 'lv-cavity': { ed: { dice: 1, hdMm: 0, hd95Mm: 0, empty: 'both' as const }, es: null } },
    },
  ]

  test('ED and ES count apart, an undefined distance is left out, a missing Dice is none', () => {
    const { mean } = meanScores(cases, ['lv-cavity', 'rv-cavity'])
    expect(mean['lv-cavity']).toMatchObject({ volumes: 4, bothEmpty: 1, oneEmpty: 1, hdMm: 4, hd95Mm: 2 })
    expect(mean['lv-cavity']!.dice).toBeCloseTo(0.65, 9)
    expect(mean['rv-cavity']).toEqual({
      dice: null,
      hdMm: null,
      hd95Mm: null,
      volumes: 0,
      bothEmpty: 0,
      oneEmpty: 0,
    })
  })

  test('the rule stands in words beside the means, with its counts', () => {
    const { rule } = meanScores(cases, ['lv-cavity'])
    expect(rule).toContain('one side empty: Dice 0, distance undefined and left out of its mean')
    expect(rule).toContain('Both empty 1, one empty 1 (LV cavity: both 1, one 1).')
    expect(rule).not.toContain('NaN')
    expect(meanScores([{ structures: { 'lv-cavity': { ed, es: ed } } }], ['lv-cavity']).rule).toContain(
      'Both empty 0, one empty 0.',
    )
  })
})

describe('heart function from labels (evaluation K2)', () => {
  const mm = { x: 2, y: 2.5, z: 10 }

  test('voxels times their volume; EF in percent; the wall at ED weighs 1.05 g/ml', () => {
    const ed = labelled(3, [0, 0, 0], [1, 4, 9])
    ed.set(labelled(2, [1, 5, 0], [1, 8, 9]).subarray(150), 150)
    const es = labelled(3, [0, 0, 0], [0, 3, 9])
    expect(functionOfLabels(ed, es, mm)).toEqual({
      edvMl: 5,
      esvMl: 2,
      efPercent: 60,
      rvEdvMl: null,
      rvEsvMl: null,
      rvEfPercent: null,
      massG: 2 * 1.05,
    })
  })

  test('without an ES volume there is no EF', () => {
    expect(functionOfLabels(labelled(3, [0, 0, 0], [1, 4, 9]), null, mm)).toMatchObject({
      edvMl: 5,
      esvMl: null,
      efPercent: null,
    })
  })
})
