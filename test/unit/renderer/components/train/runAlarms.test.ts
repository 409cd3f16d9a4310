import { describe, expect, test } from 'vitest'
import type { EpochMessage, RunRow } from '#shared/domain/training'
import { runAlarms } from '#renderer/components/train/runAlarms'
import { emptyHistory, historyOf } from '#renderer/components/train/runHistory'

const now = Date.parse('2026-03-01T12:00:00.000Z')
const run = (part: Partial<RunRow>): RunRow => ({
  id: 'r1',
  name: 'r1',
  network: 'unet-2d',
  data: '/data',
  phase: 'training',
  epoch: 3,
  epochs: 10,
  stepsDone: 30,
  stepsTotal: 100,
  bestEpoch: null,
  bestMeanDice: null,
  bestDice: null,
  startedAt: null,
  seconds: 60,
  etaSeconds: null,
  fault: null,
  model: null,
  heartbeat: new Date(now - 5000).toISOString(),
  ...part,
})
const epoch = (number: number, backgroundOnly: boolean): EpochMessage => ({
  type: 'epoch',
  at: '',
  epoch: number,
  trainLoss: 1,
  validationLoss: 1,
  dice: { 'lv-cavity': 0 },
  meanDice: 0,
  backgroundOnly,
  best: false,
  seconds: 1,
  etaSeconds: [1, 2],
})

describe('alarms of a run', () => {
  test('80 s without a sign of life is told in seconds; a run that waits or is paused is not blamed (R-TR-6)', () => {
    const heartbeat = new Date(now - 80_000).toISOString()
    expect(runAlarms(run({ heartbeat }), emptyHistory, now)).toEqual([{ kind: 'no-progress', seconds: 80 }])
    expect(runAlarms(run({ heartbeat, phase: 'paused' }), emptyHistory, now)).toEqual([])
    expect(runAlarms(run({}), emptyHistory, now)).toEqual([])
  })

  test('a slow machine is given five of its own steps (R-TR-6)', () => {
    const slow = historyOf(
      [1, 2, 3].map((step) => ({
        type: 'step',
        at: '',
        epoch: 1,
        step,
        loss: 1,
        learningRate: 1,
        msPerStep: 30_000,
      })),
    )
    const heartbeat = new Date(now - 120_000).toISOString()
    expect(runAlarms(run({ heartbeat }), slow, now)).toEqual([])
    expect(runAlarms(run({ heartbeat }), slow, now + 40_000)).toHaveLength(1)
  })

  test('three validations of background only raise a banner, one with a heart takes it back (R-TR-9)', () => {
    const told = (...flags: boolean[]) => historyOf(flags.map((flag, i) => epoch(i + 1, flag)))
    expect(runAlarms(run({}), told(true, true), now)).toEqual([])
    expect(runAlarms(run({}), told(false, true, true, true), now)).toEqual([
      { kind: 'background-only', epochs: 3 },
    ])
    expect(runAlarms(run({}), told(true, true, true, false), now)).toEqual([])
  })

  test('a run whose process is gone offers to go on (R-TR-11)', () => {
    expect(runAlarms(run({ phase: 'interrupted' }), emptyHistory, now)).toEqual([{ kind: 'interrupted' }])
  })
})
