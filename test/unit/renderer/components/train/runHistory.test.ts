import { describe, expect, test } from 'vitest'
import type { EpochMessage, RunMessage } from '#shared/domain/training'
import { bestEpoch, historyOf } from '#renderer/components/train/runHistory'

const at = '2026-03-01T10:00:00.000Z'
const epoch = (number: number, meanDice: number | null): EpochMessage => ({
  type: 'epoch',
  at,
  epoch: number,
  trainLoss: 1 / number,
  validationLoss: null,
  dice: meanDice === null ? null : { 'lv-cavity': meanDice },
  meanDice,
  backgroundOnly: false,
  best: false,
  seconds: 10,
  etaSeconds: [10, 20],
})
const step = (number: number): RunMessage => ({
  type: 'step',
  at,
  epoch: 1,
  step: number,
  loss: 1,
  learningRate: 1e-3,
  msPerStep: 100,
})

describe('what a run has told', () => {
  test('a resumed run tells an epoch again, and the later word counts', () => {
    const history = historyOf([epoch(1, 0.5), epoch(2, 0.7), epoch(3, 0.6), epoch(2, 0.65)])
    expect(history.epochs.map((one) => [one.epoch, one.meanDice])).toEqual([
      [1, 0.5],
      [2, 0.65],
    ])
  })

  test('the best epoch is the first of the highest mean Dice; epochs that were not validated do not count', () => {
    expect(bestEpoch(historyOf([epoch(1, 0.4), epoch(2, null), epoch(3, 0.8), epoch(4, 0.8)]))?.epoch).toBe(3)
    expect(bestEpoch(historyOf([epoch(1, null)]))).toBeNull()
    expect(bestEpoch(historyOf([epoch(1, 0)]))?.epoch).toBe(1)
  })

  test('a long run keeps at most two thousand steps, its newest among them', () => {
    const history = historyOf(Array.from({ length: 5000 }, (_, i) => step(i + 1)))
    expect(history.steps.length).toBeLessThanOrEqual(2000)
    expect(history.steps.at(-1)?.step).toBe(5000)
    expect(history.steps[0]?.step).toBe(1)
  })

  test('progress of the preparation goes when training starts, and steps stay out of the log', () => {
    const preparing: RunMessage = { type: 'preparing', at, done: 1, total: 4, what: 'cases' }
    const started: RunMessage = {
      type: 'started',
      at,
      engine: 'cpu',
      stepsPerEpoch: 4,
      epochs: 2,
      parameters: 10,
      cases: { train: ['a'], validation: ['b'], test: [] },
      slices: { train: 10, validation: 4 },
      film: [],
    }
    expect(historyOf([preparing]).preparing?.done).toBe(1)
    const history = historyOf([preparing, started, step(1)])
    expect(history.preparing).toBeNull()
    expect(history.lines).toEqual([started])
  })
})
