import { describe, expect, test } from 'vitest'
import { phaseEnds, phaseName, phaseRate, withPhaseEpochs } from '#electron/compute/training/phases'
import { recipeFiles } from '#models/recipes/catalogue'
import { Experiment } from '#shared/domain/experiment'
import { lengthOf } from '#shared/domain/recipeExperiment'
import { recipesOf } from '#shared/domain/recipeFile'

const s1 = recipesOf(recipeFiles).find(({ id }) => id === 's1_deeplab')!
/** S1 as its recipe has it: 15,000 iterations at a constant rate, then 10,000 of a decay that would end at 20,000. */
const { training } = Experiment.parse({
  schema: 'septum-experiment/1',
  name: 's1',
  data: { folder: '.', split: { train: 1, validation: 1, test: 0, seed: 1 } },
  training: { ...lengthOf(s1), learningRate: s1.optim.lr },
})

describe('S1 trains in two phases (networks.md C2)', () => {
  test.each([
    [0, 2.5e-4],
    [7000, 2.5e-4],
    [14_999, 2.5e-4],
    [15_000, 2.5e-4],
    [15_010, 2.498875e-4],
    [16_000, 2.3872135e-4],
    [20_000, 1.9297238e-4],
    [24_990, 1.3409225e-4],
  ])('after %i iterations the rate is %f', (step, rate) => {
    expect(phaseRate(training, step, 100)).toBeCloseTo(rate, 11)
  })

  test('with the alternative of 10,000 iterations the decay ends with its phase', () => {
    const [first, second] = training.phases!
    const short = { ...training, phases: [first!, { ...second!, decayOver: null }] }
    expect(phaseRate(short, 16_000, 100)).toBeCloseTo(2.2738311e-4, 10)
    expect(phaseRate(short, 24_990, 100)).toBeCloseTo(4.9881558e-7, 13)
  })

  test('iterations say when phases end; epochs follow them', () => {
    expect(phaseEnds(training)).toEqual([15_000, 25_000])
    expect(withPhaseEpochs(training, 300).epochs).toBe(84)
    expect(phaseName(training, 2)).toBe('phase-2-iteration-10000')
    const plain = { ...training, phases: null }
    expect(withPhaseEpochs(plain, 300)).toBe(plain)
  })
})
