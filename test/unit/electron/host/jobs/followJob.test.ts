import { expect, test } from 'vitest'
import type { ExperimentResult } from '#shared/domain/evaluation'
import type { RunMessage } from '#shared/domain/training'
import { SeptumError } from '#shared/errors/SeptumError'
import { followJob } from '#electron/host/jobs/followJob'
import { childrenInHand, type Answers } from '../childrenInHand'

const at = '2026-03-14T09:00:00.000Z'
const now = () => new Date(at)
const result: ExperimentResult = { run: 'a.1', model: 'a@1', seconds: 3, cases: [], mean: {}, rule: '' }
const note = (text: string): RunMessage => ({ type: 'note', at, text })
const order = { runFolder: '/w/runs/a.1', modelsFolder: '/w/models' }

function followed(trainer: NonNullable<Answers['trainer']>) {
  const children = childrenInHand({ trainer })
  const told: RunMessage[] = []
  const job = followJob(children.fork('train'), order, (message) => told.push(message), now)
  return { children, told, job }
}

test('a run that ends well is told once, and its clean exit adds nothing', async () => {
  const { job, told } = followed(() => ({
    run: async (_order, { progress }) => {
      progress(note('an epoch'))
      progress({ type: 'finished', at, result, stopped: false })
      progress(note('too late'))
      return result
    },
  }))
  expect(await job.ended).toEqual({ crashed: false })
  expect(told.map(({ type }) => type)).toEqual(['note', 'finished'])
})

test('a trainer that is killed ends its run with COMPUTE_CRASHED and the signal', async () => {
  const { children, job, told } = followed(() => ({
    run: (_order, { progress }) => {
      progress(note('an epoch'))
      setImmediate(() => setImmediate(() => children.kill('train')))
      return new Promise(() => undefined)
    },
  }))
  expect(await job.ended).toEqual({ crashed: true })
  expect(told.map(({ type }) => type)).toEqual(['note', 'failed'])
  expect(told[1]).toMatchObject({
    fault: { code: 'COMPUTE_CRASHED', cause: expect.stringContaining('SIGKILL') },
  })
})

test('a fault of the trainer is told once, whether or not the trainer told it itself', async () => {
  const fault = new SeptumError('TRAINING_DIVERGED', { epoch: 3, step: 7 })
  const { job, told } = followed(() => ({
    run: async (_order, { progress }) => {
      progress({ type: 'failed', at, fault: fault.toFault() })
      throw fault
    },
  }))
  expect(await job.ended).toEqual({ crashed: false })
  expect(told).toMatchObject([{ type: 'failed', fault: { code: 'TRAINING_DIVERGED' } }])
})

test('ending asks the trainer to pause, so that no file is cut, and ends it when it has', async () => {
  const { job, told } = followed(() => {
    let pause: () => void = () => undefined
    return {
      run: (_order, { progress }) => {
        pause = () => progress({ type: 'paused', at, epoch: 1 })
        return new Promise(() => undefined)
      },
      pause: async () => pause(),
    }
  })
  await job.end(60_000)
  expect(told.map(({ type }) => type)).toEqual(['paused', 'failed'])
})

test('a trainer that does not pause is ended all the same', async () => {
  const { job } = followed(() => ({ run: () => new Promise(() => undefined), pause: async () => undefined }))
  await job.end(20)
  expect(await job.ended).toEqual({ crashed: true })
})
