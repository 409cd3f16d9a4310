import fc from 'fast-check'
import { expect, test } from 'vitest'
import { advance, queuedRun, runOf, withoutProcess } from '#shared/domain/run'
import { Experiment } from '#shared/domain/experiment'
import type { RunMessage } from '#shared/domain/training'
import { SeptumError } from '#shared/errors/SeptumError'

const experiment = Experiment.parse({
  schema: 'septum-experiment/1',
  name: 'First try',
  data: { folder: '/hearts', split: { train: 4, validation: 1, test: 1, seed: 1 } },
  training: { epochs: 4 },
})

/** Noon and so many seconds. */
const at = (seconds: number) => new Date(Date.UTC(2026, 2, 14, 12) + seconds * 1000).toISOString()

const queued: Extract<RunMessage, { type: 'queued' }> = { type: 'queued', at: at(0), experiment }
const started = (seconds: number): RunMessage => ({
  type: 'started',
  at: at(seconds),
  engine: 'onnxruntime',
  stepsPerEpoch: 10,
  epochs: 4,
  parameters: 100,
  cases: { train: [], validation: [], test: [] },
  slices: { train: 80, validation: 20 },
  film: [],
})
const step = (seconds: number, epoch: number, n: number): RunMessage => ({
  type: 'step',
  at: at(seconds),
  epoch,
  step: n,
  loss: 1,
  learningRate: 1e-3,
  msPerStep: 100,
})
const epoch = (seconds: number, n: number, meanDice: number, best: boolean): RunMessage => ({
  type: 'epoch',
  at: at(seconds),
  epoch: n,
  trainLoss: 1,
  validationLoss: 1,
  dice: { 'lv-cavity': meanDice },
  meanDice,
  backgroundOnly: false,
  best,
  seconds: 10,
  etaSeconds: [20, 30],
})
const finished = (seconds: number): RunMessage => ({
  type: 'finished',
  at: at(seconds),
  result: { run: 'first-try.1', model: 'first-try@1', seconds: 40, cases: [], mean: {}, rule: '' },
  stopped: false,
})
const crash = (seconds: number): RunMessage => ({
  type: 'failed',
  at: at(seconds),
  fault: new SeptumError('COMPUTE_CRASHED', { job: 'training', exit: 'SIGKILL' }).toFault(),
})
const told = (...messages: RunMessage[]) => runOf('first-try.1', [queued, ...messages])!

test('a run goes from the queue to its model, and knows its best epoch', () => {
  const run = told(
    started(10),
    step(12, 1, 5),
    epoch(20, 1, 0.7, true),
    epoch(30, 2, 0.6, false),
    finished(40),
  )
  expect(run).toMatchObject({
    phase: 'finished',
    name: 'First try',
    epoch: 2,
    stepsDone: 20,
    stepsTotal: 40,
    bestEpoch: 1,
    bestMeanDice: 0.7,
    model: 'first-try@1',
    fault: null,
  })
})

test('progress is below the whole until the run is finished (R-TR-13)', () => {
  const run = told(started(10), epoch(20, 4, 0.7, true), { type: 'testing', at: at(30), done: 2, total: 2 })
  expect(run.phase).toBe('testing')
  expect(advance(run, finished(40)).phase).toBe('finished')
})

test('a trainer that was lost leaves an interrupted run, which goes on when it is resumed (R-TR-10)', () => {
  const lost = told(started(10), epoch(20, 1, 0.7, true), crash(25))
  expect(lost).toMatchObject({ phase: 'interrupted', epoch: 1, fault: { code: 'COMPUTE_CRASHED' } })
  const on = advance(lost, { type: 'resumed', at: at(500), epoch: 1 })
  expect(on).toMatchObject({ phase: 'training', fault: null, bestEpoch: 1 })
})

test('time at work counts neither pauses nor the time between a crash and its resume', () => {
  const pausedRun = told(
    started(10),
    step(20, 1, 5),
    { type: 'paused', at: at(30), epoch: 1 },
    { type: 'resumed', at: at(1000), epoch: 1 },
    step(1005, 1, 6),
  )
  expect(pausedRun.seconds).toBe(25)
  const crashed = told(started(10), crash(30), { type: 'resumed', at: at(1000), epoch: 0 }, step(1005, 1, 1))
  expect(crashed.seconds).toBe(25)
})

test('a run that diverged failed; late messages change neither it nor a finished one', () => {
  const fault = new SeptumError('TRAINING_DIVERGED', { epoch: 2, step: 3 }).toFault()
  const failed = told(started(10), { type: 'failed', at: at(20), fault })
  expect(failed.phase).toBe('failed')
  expect(advance(failed, step(21, 2, 4))).toBe(failed)
  const done = told(started(10), finished(20))
  expect(advance(done, crash(21))).toBe(done)
})

test('whose process is gone without a word is interrupted, whatever it was at; what ended stays ended', () => {
  expect(withoutProcess(told(started(10))).phase).toBe('interrupted')
  expect(withoutProcess(told(started(10), { type: 'paused', at: at(20), epoch: 1 })).phase).toBe(
    'interrupted',
  )
  expect(withoutProcess(told(started(10), finished(20))).phase).toBe('finished')
  expect(withoutProcess(queuedRun('first-try.1', queued)).phase).toBe('queued')
})

test('steps never run backwards, however the messages come', () => {
  const messages = fc.array(
    fc.oneof(
      fc.record({ epoch: fc.integer({ min: 1, max: 4 }), n: fc.integer({ min: 1, max: 10 }) }),
      fc.constant(null),
    ),
  )
  fc.assert(
    fc.property(messages, (said) => {
      let run = told(started(1))
      for (const [second, message] of said.entries()) {
        const next = advance(
          run,
          message ? step(second, message.epoch, message.n) : { type: 'note', at: at(second), text: '' },
        )
        expect(next.stepsDone).toBeGreaterThanOrEqual(run.stepsDone)
        expect(next.stepsDone).toBeLessThanOrEqual(next.stepsTotal)
        run = next
      }
    }),
  )
})
