import { expect, test } from 'vitest'
import { Experiment } from '#shared/domain/experiment'
import { waysOn } from '#renderer/components/train/waysOn'

const experiment = Experiment.parse({
  schema: 'septum-experiment/1',
  name: 'x',
  data: { folder: '.', split: { train: 1, validation: 1, test: 0, seed: 1 } },
})
const fault = (code: string) => ({ code, cause: '', remedy: '' })

test('out of memory: half the batch is suggested first, and nothing else of the run changes (R-TR-8)', () => {
  const [first, ...others] = waysOn(fault('MEMORY_SHORT'), experiment, 7)
  expect(first).toMatchObject({ kind: 'relaunch', change: 'batch', value: 4 })
  if (first?.kind !== 'relaunch') throw new Error('no relaunch')
  expect(first.experiment).toEqual({ ...experiment, training: { ...experiment.training, batch: 4 } })
  expect(others.map(({ kind }) => kind)).toEqual(['continue', 'change'])
})

test('a batch of one cannot be halved; a run that ended no epoch has no checkpoint to go on from', () => {
  const small = { ...experiment, training: { ...experiment.training, batch: 1 } }
  expect(waysOn(fault('MEMORY_SHORT'), small, 0).map(({ kind }) => kind)).toEqual(['change'])
})

test('a diverged run is offered a tenth of the learning rate (R-TR-7)', () => {
  expect(waysOn(fault('TRAINING_DIVERGED'), experiment, 2)[0]).toMatchObject({ change: 'rate', value: 1e-4 })
  expect(waysOn(fault('COMPUTE_CRASHED'), experiment, 2)[0]).toEqual({ kind: 'continue', fromEpoch: 2 })
})
