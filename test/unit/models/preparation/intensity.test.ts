import { expect, test } from 'vitest'
import { minMax, zScore } from '#models/preparation/intensity'

test('vector N1: z-score', () => {
  const [a, b, c, d] = zScore(Float32Array.of(0, 10, 20, 30))
  expect(a).toBeCloseTo(-1.341641, 6)
  expect(b).toBeCloseTo(-0.447214, 6)
  expect(c).toBeCloseTo(0.447214, 6)
  expect(d).toBeCloseTo(1.341641, 6)
})

test('min-max runs from 0 to 1', () => {
  expect([...minMax(Float32Array.of(5, 10, 25))]).toEqual([0, 0.25, 1])
})

test('a constant slice becomes nought in both, not undefined', () => {
  expect([...minMax(Float32Array.of(7, 7))]).toEqual([0, 0])
  expect([...zScore(Float32Array.of(7, 7))]).toEqual([0, 0])
})
