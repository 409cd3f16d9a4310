import { describe, expect, test } from 'vitest'
import { pulse } from '#electron/compute/segmenting/pulse'
import { ensembleVolume, segmentedVolume, type Member } from '#electron/compute/segmenting/segmentedVolume'
import { DenseCrfOptions } from '#shared/domain/denseCrf'
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
  test('labels a pixel where the mean of its models reaches one half', async () => {
    const bold = certain(['lv-cavity'], [0.9, 0.9, 0.4, 0.1])
    const shy = certain(['lv-cavity'], [0.2, 0.05, 0.7, 0.3])
    expect([...(await ensembleVolume(volume, grid, [bold, shy], plainContext)).labels]).toEqual([3, 0, 3, 0])
  })

  test('under softmaxes needs no more than what is left for the background', async () => {
    const soft = certain(['rv-cavity', 'lv-cavity'], [0.4, 0.3, 0.2, 0.3, 0.1, 0.1, 0.0, 0.5], 'softmax')
    expect([...(await ensembleVolume(volume, grid, [soft, soft], plainContext)).labels]).toEqual([1, 0, 0, 3])
  })

  test('takes the mean of a region over the models that know it', async () => {
    const both = certain(['rv-cavity', 'lv-cavity'], [0.8, 0.1, 0.8, 0.1, 0, 0.4, 0, 0])
    const cavity = certain(['lv-cavity'], [0.1, 0.1, 0.8, 0.1])
    expect([...(await ensembleVolume(volume, grid, [both, cavity], plainContext)).labels]).toEqual([
      1, 1, 3, 0,
    ])
  })

  test('of one model alone is that model', async () => {
    const one = certain(['lv-cavity'], [0.9, 0.6, 0.4, 0.1])
    expect(await ensembleVolume(volume, grid, [one], plainContext)).toEqual(
      await segmentedVolume(volume, grid, one.segmenter, one.recipe, plainContext),
    )
  })
})

test('a model whose card asks for mirroring is mirrored wherever it is used', async () => {
  const one = certain(['lv-cavity'], [1, 0, 0, 0]) // always top left: mirrored back it stands in every corner
  const mirrored = { ...one.recipe, prediction: { mirror: true } }
  expect([...(await segmentedVolume(volume, grid, one.segmenter, one.recipe, plainContext)).labels]).toEqual([
    3, 0, 0, 0,
  ])
  expect([...(await segmentedVolume(volume, grid, one.segmenter, mirrored, plainContext)).labels]).toEqual([
    0, 0, 0, 0,
  ]) // ¼ everywhere
})

describe('a dense CRF after the network (datasets F9)', () => {
  // Left half bright, right half dark; the network is unsure of one bright pixel.
  const side = 8
  const bright = Float32Array.from({ length: side * side }, (_, i) => (i % side < 4 ? 100 : 10))
  const unsure = Array.from(bright, (value, i) => (i === 3 * side + 1 ? 0.4 : value > 50 ? 0.8 : 0.1))
  const place = { slices: 1, rows: side, columns: side, spacingMm: { x: 1, y: 1, z: 8 } }
  const asked = (values: readonly number[], output: 'sigmoid' | 'softmax'): Member => {
    const { segmenter, recipe } = certain(['lv-cavity'], values, output)
    const preparation = { ...recipe.preparation, side }
    const steps = { ...postprocessing, denseCrf: true, denseCrfOptions: DenseCrfOptions.parse({}) }
    return { segmenter: { ...segmenter, side }, recipe: { ...recipe, preparation, postprocessing: steps } }
  }

  test.each(['sigmoid', 'softmax'] as const)(
    'gives an unsure pixel to its likes, of a %s',
    async (output) => {
      const { segmenter, recipe } = asked(unsure, output)
      const { labels, before } = await segmentedVolume(bright, place, segmenter, recipe, plainContext)
      expect([before![25], labels[25]]).toEqual([0, 3])
      expect([...labels]).toEqual(Array.from(bright, (value) => (value > 50 ? 3 : 0)))
      const both = await ensembleVolume(
        bright,
        place,
        [asked(unsure, output), asked(unsure, output)],
        plainContext,
      )
      expect(both.labels).toEqual(labels)
    },
  )

  test('is refused where a model gives labels alone', async () => {
    const { segmenter, recipe } = asked(unsure.map(Math.round), 'sigmoid')
    await expect(segmentedVolume(bright, place, segmenter, recipe, plainContext)).rejects.toMatchObject({
      code: 'CRF_NEEDS_PROBABILITIES',
    })
  })

  test('ends between two iterations when it is cancelled', async () => {
    const { segmenter, recipe } = asked(unsure, 'sigmoid')
    const controller = new AbortController()
    const told: string[] = []
    const beat = pulse(controller.signal, 'The prediction', (slice) => {
      told.push(slice)
      if (told.length === 3) controller.abort()
    })
    await expect(segmentedVolume(bright, place, segmenter, recipe, plainContext, beat)).rejects.toMatchObject(
      { code: 'CANCELLED' },
    )
    expect(told).toEqual(['slice 1 of 1', 'slice 1 of 1', 'slice 1 of 1'])
  })
})
