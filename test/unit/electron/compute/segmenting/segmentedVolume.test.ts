import { describe, expect, test } from 'vitest'
import { ensembleVolume, segmentedVolume, type Member } from '#electron/compute/segmenting/segmentedVolume'
import { Experiment } from '#shared/domain/experiment'
import { plainContext } from '#models/preparation/stepAction'
import type { RegionId } from '#shared/domain/structures'

const grid = { slices: 1, rows: 2, columns: 2, spacingMm: { x: 1, y: 1, z: 8 } }
const volume = Float32Array.of(0, 1, 2, 3)
const { postprocessing } = Experiment.parse({
  schema: 'septum-experiment/1',
  name: 'two models',
  data: { folder: '.', split: { train: 1, validation: 1, test: 0, seed: 1 } },
  postprocessing: { largestComponents: false },
})

/** A network that answers the same whatever it sees: probabilities of each of 2 × 2 pixels. */
function certain(
  channels: readonly RegionId[],
  answer: readonly number[],
  output: 'sigmoid' | 'softmax' = 'sigmoid',
): Member {
  const preparation = { oneOrientation: false, spacingMm: null, side: 2, intensity: 'z-score' } as const
  return {
    segmenter: { side: 2, output, probabilities: () => Float32Array.from(answer) },
    recipe: {
      preparation: { ...preparation, clipPercent: null, clahe: null, claheTiles: 1 },
      prediction: { mirror: false },
      postprocessing,
      channels,
    },
  }
}

describe('an ensemble (networks A8)', () => {
  test('labels a pixel where the mean of its models reaches one half', () => {
    const bold = certain(['lv-cavity'], [0.9, 0.9, 0.4, 0.1])
    const shy = certain(['lv-cavity'], [0.2, 0.05, 0.7, 0.3])
    expect([...ensembleVolume(volume, grid, [bold, shy], plainContext)]).toEqual([3, 0, 3, 0])
  })

  test('under softmaxes needs no more than what is left for the background', () => {
    const soft = certain(['rv-cavity', 'lv-cavity'], [0.4, 0.3, 0.2, 0.3, 0.1, 0.1, 0.0, 0.5], 'softmax')
    expect([...ensembleVolume(volume, grid, [soft, soft], plainContext)]).toEqual([1, 0, 0, 3])
  })

  test('takes the mean of a region over the models that know it', () => {
    const both = certain(['rv-cavity', 'lv-cavity'], [0.8, 0.1, 0.8, 0.1, 0, 0.4, 0, 0])
    const cavity = certain(['lv-cavity'], [0.1, 0.1, 0.8, 0.1])
    expect([...ensembleVolume(volume, grid, [both, cavity], plainContext)]).toEqual([1, 1, 3, 0])
  })

  test('of one model alone is that model', () => {
    const one = certain(['lv-cavity'], [0.9, 0.6, 0.4, 0.1])
    expect(ensembleVolume(volume, grid, [one], plainContext)).toEqual(
      segmentedVolume(volume, grid, one.segmenter, one.recipe, plainContext),
    )
  })
})

test('a model whose card asks for mirroring is mirrored wherever it is used', () => {
  const one = certain(['lv-cavity'], [1, 0, 0, 0]) // always top left: mirrored back it stands in every corner
  const mirrored = { ...one.recipe, prediction: { mirror: true } }
  expect([...segmentedVolume(volume, grid, one.segmenter, one.recipe, plainContext)]).toEqual([3, 0, 0, 0])
  expect([...segmentedVolume(volume, grid, one.segmenter, mirrored, plainContext)]).toEqual([0, 0, 0, 0]) // ¼ everywhere
})
