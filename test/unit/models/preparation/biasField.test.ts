import { expect, test } from 'vitest'
import { gaussian, seededRandom } from '#shared/domain/random'
import { biasField } from '#models/preparation/n4/biasField'
import { positiveMask } from '#models/preparation/n4/shrunken'
import { withoutBias } from '#models/preparation/n4Step'

const grid = { slices: 6, rows: 96, columns: 96, spacingMm: { x: 2, y: 2, z: 8 } }
const options = { mask: 'positive', shrink: 3, levels: 3, iterations: 50, threshold: 1e-3 } as const

/** A chest of four tissues with noise, and a slow shading over it; the shading is known. */
function shaded(strength: number): { volume: Float32Array; truth: Float32Array } {
  const random = seededRandom(7)
  const count = grid.slices * grid.rows * grid.columns
  const [volume, truth] = [new Float32Array(count), new Float32Array(count)]
  for (let i = 0; i < count; i++) {
    const [u, v] = [(i % 96) / 96 - 0.5, (Math.floor(i / 96) % 96) / 96 - 0.5]
    truth[i] = strength * (0.5 * u - 0.3 * v + 0.8 * u * v - 0.6 * u * u)
    const fromHeart = Math.hypot(u - 0.05, v)
    const tissue = fromHeart < 0.12 ? 900 : fromHeart < 0.17 ? 300 : Math.hypot(u, v + 0.3) < 0.1 ? 120 : 450
    const outside = Math.hypot(1.1 * u, v) > 0.47
    volume[i] = outside ? 0 : Math.max(1, tissue * Math.exp(truth[i]!) + 8 * gaussian(random))
  }
  return { volume, truth }
}

function correlation(a: Float32Array, b: Float32Array, where: Float32Array): number {
  const places = [...where.keys()].filter((i) => where[i]! > 0)
  const mean = (of: Float32Array) => places.reduce((sum, i) => sum + of[i]!, 0) / places.length
  const [ma, mb] = [mean(a), mean(b)]
  const product = (x: Float32Array, mx: number, y: Float32Array, my: number) =>
    places.reduce((sum, i) => sum + (x[i]! - mx) * (y[i]! - my), 0)
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb))
}

test('a shading that is known is found again (P11, N4)', () => {
  const { volume, truth } = shaded(1)
  expect(correlation(biasField(volume, grid, options), truth, volume)).toBeGreaterThan(0.98)
})

test('the tissue of the heart’s wall is as bright left as right afterwards, which it was not before', () => {
  const { volume } = shaded(1)
  const wall = (values: Float32Array, side: 'left' | 'right'): number => {
    let [sum, count] = [0, 0]
    for (let i = 0; i < values.length; i++) {
      const [u, v] = [(i % 96) / 96 - 0.5, (Math.floor(i / 96) % 96) / 96 - 0.5]
      const r = Math.hypot(u - 0.05, v)
      if (r < 0.13 || r > 0.16 || (side === 'left') !== u < 0.05) continue
      sum += values[i]!
      count++
    }
    return sum / count
  }
  const unevenness = (values: Float32Array) => Math.abs(wall(values, 'left') / wall(values, 'right') - 1)
  expect(unevenness(volume)).toBeGreaterThan(0.05)
  const step = { step: 'n4', ...options } as const
  expect(unevenness(withoutBias(volume, grid, step))).toBeLessThan(0.02)
})

test('fewer than four slices are taken one by one, and an empty slice is left alone', () => {
  const { volume, truth } = shaded(1)
  const plane = 96 * 96
  const two = new Float32Array(2 * plane)
  two.set(volume.subarray(0, plane))
  const field = biasField(two, { ...grid, slices: 2 }, options)
  expect(correlation(field.subarray(0, plane), truth.subarray(0, plane), two)).toBeGreaterThan(0.98)
  expect(field.subarray(plane).some((value) => value !== 0)).toBe(false)
})

test('the mask holds what is above nought, or after Otsu the brighter of two populations', () => {
  const values = Float32Array.of(-5, 0, 10, 12, 14, 90, 95, 100)
  expect([...positiveMask(values, 'positive')]).toEqual([0, 0, 1, 1, 1, 1, 1, 1])
  expect([...positiveMask(values, 'otsu')]).toEqual([0, 0, 0, 0, 0, 1, 1, 1])
})
