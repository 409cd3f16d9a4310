import { describe, expect, test } from 'vitest'
import type { z } from '#shared/domain/schema'
import { DenseCrfOptions } from '#shared/domain/denseCrf'
import { regions, type RegionId } from '#shared/domain/structures'
import { dice, overlapCounts } from '#models/metrics/overlap'
import { denseCrf } from '#models/postprocessing/denseCrf/denseCrf'
import { greyLevels } from '#models/postprocessing/denseCrf/greyLevels'
import { phantomSlices } from '../../../../fixtures/phantomSlices'
import { unsureProbabilities } from '../../../../fixtures/unsureProbabilities'

const structures: readonly RegionId[] = ['rv-cavity', 'lv-myocardium', 'lv-cavity']
const labels = structures.map((id) => regions[id].label)

describe('a dense CRF on a phantom heart (datasets F9)', () => {
  const { images, labels: truth, side } = phantomSlices({ count: 1, side: 96, fieldMm: 150 })
  const shape = [1, side, side] as const
  const { values, likeliest } = unsureProbabilities(truth, shape, labels, { noise: 1.2, blurPx: 1, seed: 3 })
  const scores = (answer: Uint8Array): number[] =>
    labels.map((label) => dice(overlapCounts(answer, truth, label)))
  const after = async (options: z.input<typeof DenseCrfOptions>): Promise<number[]> =>
    scores(await denseCrf(images, { values, labels, softmax: true }, shape, DenseCrfOptions.parse(options)))

  test('with mild weights brings every structure of an unsure network nearer to the truth', async () => {
    const made = await after({ appearanceWeight: 2, appearancePx: 20 })
    for (const [k, score] of scores(likeliest).entries()) expect(made[k]).toBeGreaterThan(score + 0.02)
  })

  test('with the weights that were found for photographs improves the cavities at the cost of the thin wall', async () => {
    const [rv, wall, cavity] = scores(likeliest)
    const made = await after({})
    expect(made[0]).toBeGreaterThan(rv! + 0.02)
    expect(made[2]).toBeGreaterThan(cavity! + 0.02)
    expect(made[1]).toBeLessThan(wall!)
  })

  test('leaves a slice of which the network says nothing to the background, at once', async () => {
    const size = 512 * 512
    const quiet = { values: new Float32Array(3 * size), labels: [3], softmax: false }
    let pulses = 0
    const made = await denseCrf(
      new Float32Array(3 * size),
      quiet,
      [3, 512, 512],
      DenseCrfOptions.parse({}),
      async () => {
        pulses++
      },
    )
    expect(made.some((label) => label > 0)).toBe(false)
    expect(pulses).toBe(3)
  })
})

test('a slice is seen in 256 greys between its half-percentiles; a flat one is black', () => {
  const ramp = Float32Array.from({ length: 1001 }, (_, i) => (i === 1000 ? 1e6 : i))
  const grey = greyLevels(ramp)
  expect([grey[0], grey[5], grey[500], grey[995], grey[1000]]).toEqual([0, 0, 128, 255, 255])
  expect(new Set(greyLevels(new Float32Array(9).fill(7)))).toEqual(new Set([0]))
})
