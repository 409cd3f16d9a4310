import { describe, expect, test } from 'vitest'
import type { CaseResult } from '#shared/domain/evaluation'
import type { ComparedCase } from '#shared/ipc/comparison'
import { caseDice, caseRows, diceRange, efError } from '#renderer/components/compare/caseScores'
import { countedResults, errorSpread, overlapSpread, volumeScores } from '#renderer/components/compare/cohort'

const nothing = {
  edvMl: null,
  esvMl: null,
  efPercent: null,
  rvEdvMl: null,
  rvEsvMl: null,
  rvEfPercent: null,
  massG: null,
}
const score = (dice: number, hd95Mm: number | null = 2) => ({ dice, hdMm: hd95Mm, hd95Mm })
const result = (ed: number, es: number, ef: number | null): CaseResult => ({
  id: 'x',
  part: 'test',
  structures: { 'lv-cavity': { ed: score(ed), es: score(es, null) } },
  ...nothing,
  efPercent: ef,
  reference: { ...nothing, efPercent: 60 },
})
const compared = (id: string, a: CaseResult, b: CaseResult, seen = false): ComparedCase => ({
  id,
  study: `study-${id}`,
  marks: { ed: 0, es: 1 },
  seen,
  byCandidate: { 'model:a@1': a, 'model:b@1': b },
})
const both = ['model:a@1', 'model:b@1']
const cases = [
  compared('p1', result(0.9, 0.8, 58), result(0.9, 0.9, 60)),
  compared('p2', result(0.5, 0.7, 62), result(0.95, 0.95, 60)),
  compared('p10', result(0.95, 0.95, 45), result(0.9, 0.9, 60), true),
]
const order = (sort: 'worst' | 'gap' | 'ef' | 'name') => caseRows(cases, both, sort, null).map(({ id }) => id)

describe('the case list', () => {
  test('puts the worst of A, the widest gap or the largest EF error first; names count as people do', () => {
    expect(order('worst')).toEqual(['p2', 'p1', 'p10'])
    expect(order('gap')).toEqual(['p2', 'p1', 'p10'])
    expect(order('ef')).toEqual(['p10', 'p1', 'p2'])
    expect(order('name')).toEqual(['p1', 'p2', 'p10'])
  })

  test('cases without a score come last, never as a perfect one', () => {
    const empty = { ...result(0, 0, null), structures: {} }
    expect(caseDice(empty, null)).toBeNull()
    expect(caseDice(undefined, null)).toBeNull()
    expect(efError(empty)).toBeNull()
    const rows = caseRows([compared('none', empty, empty), ...cases], both, 'worst', null)
    expect(rows.at(-1)?.id).toBe('none')
  })

  test('dot plots end at 1 and begin below the lowest score', () => {
    expect(diceRange(caseRows(cases, both, 'name', null))).toEqual([0.6, 1])
  })
})

describe('the cohort', () => {
  test('counts ED and ES volumes of unseen cases only (R-CP-5), and leaves undefined distances out', () => {
    const counted = countedResults(cases, 'model:a@1')
    expect(volumeScores(counted, 'lv-cavity', 'dice')).toEqual([0.9, 0.8, 0.5, 0.7])
    expect(overlapSpread(counted, 'lv-cavity', 'dice')).toMatchObject({ n: 4, mean: 0.725, median: 0.75 })
    expect(overlapSpread(counted, 'lv-cavity', 'hd95Mm')).toMatchObject({ n: 2, mean: 2, sd: 0 })
    expect(overlapSpread(counted, 'rv-cavity', 'dice')).toBeNull()
  })

  test('EF errors are candidate less reference', () => {
    expect(errorSpread(countedResults(cases, 'model:a@1'), 'efPercent')).toMatchObject({ n: 2, mean: 0 })
  })
})
