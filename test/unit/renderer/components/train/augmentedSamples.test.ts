import { describe, expect, test } from 'vitest'
import { drawnEpochs, placeAfter, placeIn, sampleKey } from '#renderer/components/train/augmentedSamples'
import { Experiment } from '#shared/domain/experiment'

const experiment = (training: object, more: object = {}) =>
  Experiment.parse({
    ...{ schema: 'septum-experiment/1', name: 'hearts' },
    data: { folder: '/hearts', split: { train: 2, validation: 1, test: 0, seed: 1 } },
    training,
    ...more,
  })
const facts = {
  ...{ name: 'patient001', cases: 2 },
  volumes: [
    { phase: 'ed' as const, planes: 3, fullest: 1 },
    { phase: 'es' as const, planes: 2, fullest: 0 },
  ],
}

describe('the samples beside the augmentation settings', () => {
  test('are those of epochs that the run will have, seven at a time, round and round', () => {
    const ten = experiment({ epochs: 10 })
    expect([0, 1, 2].map((seven) => drawnEpochs(ten, seven))).toEqual([
      [1, 2, 3, 4, 5, 6, 7],
      [8, 9, 10],
      [1, 2, 3, 4, 5, 6, 7],
    ])
    expect(drawnEpochs(experiment({ epochs: 2 }), 5)).toEqual([1, 2])
  })

  test('are the slice alone where nothing is augmented', () => {
    expect(drawnEpochs(experiment({ augmentation: null }), 0)).toEqual([])
    expect(drawnEpochs(experiment({ augmentation: 'A-none' }), 0)).toEqual([])
  })

  test('begin at the slice that shows most, stay where the reader went, and go through ED and ES and round', () => {
    expect(placeIn(facts, null)).toEqual({ volume: 0, plane: 1 })
    expect(placeIn(facts, { volume: 1, plane: 7 })).toEqual({ volume: 1, plane: 1 })
    expect(placeIn({ ...facts, volumes: [] }, null)).toBeNull()
    const walked = [1, 2, 3, 4].reduce(
      (places) => [...places, placeAfter(facts, places.at(-1)!)],
      [{ volume: 0, plane: 1 }],
    )
    expect(walked.map(({ volume, plane }) => `${volume}.${plane}`)).toEqual([
      '0.1',
      '0.2',
      '1.0',
      '1.1',
      '0.0',
    ])
  })

  test('are drawn anew for what changes them, and for nothing else', () => {
    const key = sampleKey(experiment({}))
    expect(sampleKey(experiment({ learningRate: 0.1, batch: 2, loss: 'dice' }, { note: 'try' }))).toBe(key)
    for (const changed of [
      experiment({ seed: 2 }),
      experiment({ augmentation: 'A-S2' }),
      experiment({}, { preparation: { side: 96 } }),
      experiment({}, { structures: ['lv-cavity'] }),
      experiment({}, { network: { id: 'unet-3d' } }),
    ])
      expect(sampleKey(changed)).not.toBe(key)
  })
})
