import { describe, expect, test } from 'vitest'
import type { RunRow } from '#shared/domain/training'
import { comparableModels, filteredRuns, sortedRuns } from '#renderer/components/runs/runTable'

const run = (name: string, part: Partial<RunRow> = {}): RunRow => ({
  id: name,
  name,
  network: 'unet-2d',
  data: '/data/acdc',
  phase: 'finished',
  epoch: 40,
  epochs: 40,
  stepsDone: 1,
  stepsTotal: 1,
  bestEpoch: 1,
  bestMeanDice: 0.9,
  bestDice: null,
  startedAt: '2026-01-01T00:00:00Z',
  seconds: 60,
  etaSeconds: null,
  fault: null,
  model: `${name}@1`,
  heartbeat: null,
  ...part,
})
const runs = [
  run('acdc-2', { bestMeanDice: 0.8 }),
  run('acdc-10', { bestMeanDice: null, model: null, phase: 'failed' }),
  run('site-1', { bestMeanDice: 0.95, data: '/data/site' }),
]

describe('the table of runs', () => {
  test('runs without a Dice come last in either direction', () => {
    const order = (descending: boolean) =>
      sortedRuns(runs, { column: 'dice', descending }).map(({ id }) => id)
    expect(order(true)).toEqual(['site-1', 'acdc-2', 'acdc-10'])
    expect(order(false)).toEqual(['acdc-2', 'site-1', 'acdc-10'])
  })

  test('every word of the filter must be found, in name, data, network or status', () => {
    expect(filteredRuns(runs, 'acdc failed').map(({ id }) => id)).toEqual(['acdc-10'])
    expect(filteredRuns(runs, '')).toHaveLength(3)
  })

  test('only runs that made a model can be compared', () => {
    expect(comparableModels(runs, new Set(['acdc-10', 'site-1']))).toEqual(['site-1@1'])
  })
})
