import { expect, test } from 'vitest'
import { Experiment } from '#shared/domain/experiment'
import { plannedLearningRate } from '#renderer/components/train/learningRate'

const { training } = Experiment.parse({
  schema: 'septum-experiment/1',
  name: 'x',
  data: { folder: '.', split: { train: 1, validation: 1, test: 0, seed: 1 } },
})
const rate = (part: Partial<typeof training>, progress: number) =>
  plannedLearningRate({ ...training, learningRate: 0.01, epochs: 10, ...part }, progress)

test('poly ends at nought and is 0.5359 of the base half way, cosine is half of it there', () => {
  expect(rate({ schedule: 'poly' }, 0.5)).toBeCloseTo(0.01 * 0.5 ** 0.9, 12)
  expect(rate({ schedule: 'poly' }, 1)).toBe(0)
  expect(rate({ schedule: 'cosine' }, 0.5)).toBeCloseTo(0.005, 12)
  expect(rate({ schedule: 'constant' }, 0.99)).toBe(0.01)
})

test('warm-up rises in a straight line over its epochs', () => {
  expect(rate({ schedule: 'constant', warmUpEpochs: 2 }, 0.1)).toBeCloseTo(0.005, 12)
  expect(rate({ schedule: 'constant', warmUpEpochs: 2 }, 0.2)).toBeCloseTo(0.01, 12)
})
