import { expect, test } from 'vitest'
import { minMax } from '#models/preparation/minMax'
import { percentileClip } from '#models/preparation/percentileClip'
import { statisticsOf, zScore } from '#models/preparation/zScore'

const four = Float32Array.of(0, 10, 20, 30)
const close = (values: Float32Array, expected: readonly number[]) =>
  expected.forEach((value, i) => expect(values[i]).toBeCloseTo(value, 5))

test('vector N1: z-score', () => {
  close(zScore(four), [-1.341641, -0.447214, 0.447214, 1.341641])
})

test('the truncated z-score lies in 0 to 1, the mean at one half and two SD at its ends (P8, Khened)', () => {
  close(zScore(four, { mean: 15, sd: 5 }, { truncated: true }), [0, 0.25, 0.75, 1])
})

test('statistics from elsewhere are taken as they are given (P8, data set)', () => {
  expect(statisticsOf(four)).toEqual({ mean: 15, sd: Math.sqrt(125) })
  close(zScore(four, { mean: 10, sd: 2 }), [-5, 0, 5, 10])
})

test('min-max runs from 0 to 1', () => {
  expect([...minMax(Float32Array.of(5, 10, 25))]).toEqual([0, 0.25, 1])
})

test('a constant slice becomes nought in both, not undefined', () => {
  expect([...minMax(Float32Array.of(7, 7))]).toEqual([0, 0])
  expect([...zScore(Float32Array.of(7, 7))]).toEqual([0, 0])
})

test('percentiles lie between ranks where they must (P10)', () => {
  expect([...percentileClip(Float32Array.of(4, 0, 3, 1, 2), 10, 75)]).toEqual([3, Math.fround(0.4), 3, 1, 2])
})
