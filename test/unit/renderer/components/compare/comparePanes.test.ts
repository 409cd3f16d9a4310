import { describe, expect, test } from 'vitest'
import { comparePanes, type PanesInput } from '#renderer/components/compare/comparePanes'
import { distinctNames } from '#renderer/components/compare/distinctNames'
import { heatColour } from '#renderer/components/compare/heatColour'
import { paneLayout, paneUnder } from '#renderer/components/compare/paneLayout'
import { sliceScores } from '#renderer/components/compare/sliceScores'
import type { LabelRing } from '#renderer/components/pictures/labelRings'

const ring = (colour: string): LabelRing[] => [{ boundary: 'lv-endo', colour, dash: [], rings: [] }]
const input = (part: Partial<PanesInput>): PanesInput => ({
  candidates: [
    { id: 'model:a@1', name: 'a' },
    { id: 'model:b@1', name: 'b' },
  ],
  results: [undefined, undefined],
  phase: 'ed',
  hidden: new Set(),
  swapped: false,
  differenceInPanes: false,
  active: 0,
  changes: null,
  rings: (of) => ring(of),
  problem: () => null,
  words: { reference: 'Reference', differenceOf: (letter) => `Difference ${letter}` },
  ...part,
})

describe('the panes of Compare', () => {
  test('A, B, reference and difference stand side by side; with three candidates the difference goes into their panes', () => {
    expect(comparePanes(input({})).map(({ key }) => key)).toEqual([
      'reference',
      'model:a@1',
      'model:b@1',
      'difference',
    ])
    const three = [...input({}).candidates, { id: 'model:c@1', name: 'c' }]
    const panes = comparePanes(input({ candidates: three, differenceInPanes: true }))
    expect(panes.map(({ kind }) => kind)).toEqual(['reference', 'candidate', 'candidate', 'candidate'])
    expect(panes[1]!.truth?.[0]?.colour).toBe('reference')
  })

  test('asked what post-processing changed, a model’s pane shows it with its counts, and a reader’s stays (features 3.6)', () => {
    const changes = (of: string) =>
      of === 'model:a@1'
        ? { before: ring('before'), problem: null, lines: ['RV cavity −1.20 ml, +0.00 ml'] }
        : null
    const [, a, b, more] = comparePanes(input({ changes }))
    expect(a).toMatchObject({ areas: 'changes', scores: ['RV cavity −1.20 ml, +0.00 ml'] })
    expect(a!.truth?.[0]?.colour).toBe('before')
    expect(b).toMatchObject({ areas: 'difference', truth: null })
    expect(more).toBeUndefined()
    const missing = comparePanes(input({ changes: () => ({ before: null, problem: 'not kept', lines: [] }) }))
    expect(missing[1]!.problem).toBe('not kept')
  })

  test('a pane’s HD95 is millimetres, or pixels where their size is not known (features X14)', () => {
    const nothing = {
      ...{ edvMl: null, esvMl: null, efPercent: null, rvEdvMl: null },
      ...{ rvEsvMl: null, rvEfPercent: null, massG: null },
    }
    const score = { dice: 0.9, hdMm: 5, hd95Mm: 2.5 }
    const result = {
      ...{ id: 'a', part: 'test' as const, ...nothing, reference: nothing },
      structures: { object: { ed: score, es: null } },
    }
    const linesOf = (one: PanesInput['results'][number]) =>
      comparePanes(input({ results: [one, undefined] }))[1]!.scores
    expect(linesOf(result)).toEqual(['Dice 0.900', 'HD95 2.5 mm'])
    expect(linesOf({ ...result, uncalibrated: true })).toEqual(['Dice 0.900', 'HD95 2.5 px'])
  })

  test('flicker shows B in the place of A, and a single candidate against the reference (R-CP-3)', () => {
    const flickered = comparePanes(input({ swapped: true }))
    expect(flickered[1]).toMatchObject({ key: 'model:a@1', title: 'b' })
    const alone = comparePanes(input({ swapped: true, candidates: [{ id: 'model:a@1', name: 'a' }] }))
    expect(alone[1]).toMatchObject({ key: 'model:a@1', title: 'Reference' })
  })

  test('hiding a candidate keeps its pane, so that nothing jumps', () => {
    const panes = comparePanes(input({ hidden: new Set(['model:a@1']) }))
    expect(panes).toHaveLength(4)
    expect(panes[1]!.rings).toBeNull()
  })
})

test('panes fill their box and are found under the pointer', () => {
  const rects = paneLayout(3, { width: 801, height: 601 })
  expect(rects.map(({ width }) => Math.round(width))).toEqual([400, 400, 801])
  expect(paneUnder(rects, 500, 100)).toMatchObject({ index: 1 })
  expect(paneUnder(rects, 400.5, 100)).toBeNull()
  expect(paneUnder(rects, 700, 500)).toEqual({ index: 2, x: 700, y: 199 })
})

test('names that begin alike are told apart by their ends', () => {
  expect(distinctNames(['acdc-unet-2d-02 v1', 'acdc-unet-2d-03 v1'])).toEqual(['…-02 v1', '…-03 v1'])
  expect(distinctNames(['site', 'sample'])).toEqual(['site', 'sample'])
  expect(distinctNames(['acdc-unet-2d-2026-02'])).toEqual(['acdc-unet-2d-2026-02'])
})

test('the heat of a score is fixed from 0.5 to 1 and grows lighter all the way (R-EX-2)', () => {
  const light = (score: number) =>
    [...heatColour(score).background.matchAll(/\d+/g)].reduce((sum, [channel]) => sum + Number(channel), 0)
  expect(light(0.2)).toBe(light(0.5))
  const steps = [0.5, 0.6, 0.75, 0.8, 0.9, 1].map(light)
  expect([...steps].sort((a, b) => a - b)).toEqual(steps)
  expect(new Set(steps).size).toBe(steps.length)
})

test('a slice that neither side has labelled has no score; one that only the model labelled has nought', () => {
  const volume = (...labels: number[]) => ({
    slices: 3,
    rows: 1,
    columns: 2,
    labels: Uint8Array.from(labels),
  })
  expect(sliceScores(volume(3, 3, 0, 0, 1, 0), volume(3, 0, 0, 0, 0, 0))).toEqual([2 / 3, null, 0])
  expect(sliceScores(null, volume(0, 0, 0, 0, 0, 0))).toEqual([])
})
