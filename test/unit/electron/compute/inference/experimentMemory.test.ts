import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { ExperimentMemory } from '#electron/compute/inference/experimentMemory'
import { Experiment } from '#shared/domain/experiment'
import { tinyExperiment } from '../tinyHearts'

test('what a run will take is known without a step: in proportion to the batch, and nothing stays behind (R-TR-1)', async () => {
  const memory = new ExperimentMemory()
  const of = (batch: number) => memory.need(Experiment.parse(tinyExperiment('/hearts', { batch })))
  const four = (await of(4))!
  const tensors = tf.memory().numTensors
  const eight = (await of(8))!
  expect(tf.memory().numTensors).toBe(tensors)
  expect(four.fixedBytes).toBeGreaterThan(150e6)
  expect(four.fixedBytes).toBeLessThan(500e6)
  expect(eight.fixedBytes / four.fixedBytes).toBeCloseTo(1, 1)
  expect(eight.perImageBytes / four.perImageBytes).toBeGreaterThan(0.5)
  expect(eight.perImageBytes / four.perImageBytes).toBeLessThan(1.5)
  expect(await of(4)).toBe(four)
})

test('a size that the network cannot take is refused with the nearest one', async () => {
  const odd = { ...tinyExperiment('/hearts'), preparation: { spacingMm: null, side: 31 } }
  await expect(new ExperimentMemory().need(Experiment.parse(odd))).rejects.toMatchObject({
    code: 'SIZE_UNSUPPORTED',
  })
})
