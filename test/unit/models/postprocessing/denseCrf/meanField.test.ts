import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DenseCrfOptions } from '#shared/domain/denseCrf'
import { seededRandom } from '#shared/domain/random'
import { meanField } from '#models/postprocessing/denseCrf/meanField'
import { everyPair } from './everyPair'

const published = DenseCrfOptions.parse({})
const broad = DenseCrfOptions.parse({ appearanceWeight: 10, appearancePx: 80, appearanceGrey: 13 })

/** A picture of two greys with noise, and probabilities that lean to the right class by chance. */
function noisy(rows: number, columns: number, classes: number, seed: number) {
  const draw = seededRandom(seed)
  const grey = new Uint8Array(rows * columns)
  const planes = Array.from({ length: classes }, () => new Float32Array(rows * columns))
  for (let i = 0; i < grey.length; i++) {
    const truth = Math.floor(((i % columns) * classes) / columns)
    grey[i] = 30 + 50 * truth + Math.floor(draw() * 20)
    const scores = planes.map((_, label) => (label === truth ? 1 : 0.3) * (0.05 + draw()))
    const sum = scores.reduce((a, b) => a + b)
    for (const [label, plane] of planes.entries()) plane[i] = scores[label]! / sum
  }
  return { grey, planes }
}

const furthest = (a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]): number =>
  Math.max(...a.flatMap((plane, k) => Array.from(plane, (value, i) => Math.abs(value - b[k]![i]!))))

describe('mean field inference in a dense CRF (datasets F9)', () => {
  test('of two pixels is what can be reckoned by hand', async () => {
    // Alike, one pixel apart: the kernel between them is exp(−1/18), each is divided by 1 + exp(−1/18).
    const options = DenseCrfOptions.parse({ appearanceWeight: 0, iterations: 1 })
    const planes = [Float32Array.of(0.9, 0.4), Float32Array.of(0.1, 0.6)]
    const [first] = await meanField(planes, Uint8Array.of(7, 7), 1, 2, options)
    const share = (3 * Math.exp(-1 / 18)) / (1 + Math.exp(-1 / 18))
    const odds = (0.4 / 0.6) * Math.exp(share * (0.9 - 0.1)) // the second hears what the first says
    expect(first![1]).toBeCloseTo(odds / (1 + odds), 5)
  })

  test.each([
    ['published', published],
    ['broad', broad],
  ])('is that of every pair of pixels, with the %s weights', async (_, options) => {
    const { grey, planes } = noisy(22, 30, 3, 5)
    const made = await meanField(planes, grey, 22, 30, options)
    expect(furthest(made, everyPair(planes, grey, 22, 30, options))).toBeLessThan(0.01)
  })

  test('is that of every pair of pixels, whatever the picture, its size and the weights', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          rows: fc.integer({ min: 1, max: 20 }),
          columns: fc.integer({ min: 1, max: 24 }),
          classes: fc.integer({ min: 2, max: 4 }),
          seed: fc.integer({ min: 1, max: 1e6 }),
          smoothnessWeight: fc.double({ min: 0, max: 5, noNaN: true }),
          smoothnessPx: fc.double({ min: 0.5, max: 8, noNaN: true }),
          appearanceWeight: fc.double({ min: 0, max: 10, noNaN: true }),
          appearancePx: fc.double({ min: 20, max: 100, noNaN: true }),
          appearanceGrey: fc.double({ min: 1, max: 30, noNaN: true }),
        }),
        async ({ rows, columns, classes, seed, ...weights }) => {
          const options = { ...weights, iterations: 3 }
          const { grey, planes } = noisy(rows, columns, classes, seed)
          const made = await meanField(planes, grey, rows, columns, options)
          expect(furthest(made, everyPair(planes, grey, rows, columns, options))).toBeLessThan(0.03)
          for (let i = 0; i < grey.length; i++)
            expect(made.reduce((sum, plane) => sum + plane[i]!, 0)).toBeCloseTo(1, 5)
        },
      ),
      { numRuns: 25, seed: 11 },
    )
  })
})
