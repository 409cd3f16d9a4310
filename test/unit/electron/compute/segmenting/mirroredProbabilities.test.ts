import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mirroredProbabilities, type Predict } from '#electron/compute/segmenting/mirroredProbabilities'

/** A network that looks to the right and down: channel 0 is the right neighbour, channel 1 the pixel below. */
const lopsided: (side: number) => Predict = (side) => (planes) => {
  const out = new Float32Array(planes.length * 2)
  planes.forEach((_, i) => {
    const [x, y] = [i % side, Math.floor(i / side) % side]
    out[2 * i] = x + 1 < side ? planes[i + 1]! : 0
    out[2 * i + 1] = y + 1 < side ? planes[i + side]! : 0
  })
  return out
}

test('mirrored prediction of a network that looks right and down sees left and up as often (networks A8)', () => {
  // 1 in the middle of 3 × 3: its neighbours left and right see it in half of the mirrorings each, on channel 0.
  const planes = Float32Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0)
  const mean = mirroredProbabilities(lopsided(3), planes, 3, 2)
  const channel = (k: number) => [...planes].map((_, i) => mean[2 * i + k])
  expect(channel(0)).toEqual([0, 0, 0, 0.5, 0, 0.5, 0, 0, 0])
  expect(channel(1)).toEqual([0, 0.5, 0, 0, 0, 0, 0, 0.5, 0])
})

test('a network that does not care for sides is not changed by it, and slices stay in order', () => {
  const twice: Predict = (planes) => planes.map((value) => value / 2)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 18, maxLength: 18 }), (values) => {
      const planes = Float32Array.from(values)
      expect(mirroredProbabilities(twice, planes, 3, 1)).toEqual(twice(planes))
    }),
  )
})
