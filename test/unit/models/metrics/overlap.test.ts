import { describe, expect, test } from 'vitest'
import {
  dice,
  jaccard,
  negativePredictiveValue,
  overlapCounts,
  positivePredictiveValue,
  sensitivity,
  specificity,
} from '#models/metrics/overlap'
import { box } from './box'

describe('overlap of two masks (evaluation E0.1)', () => {
  test('vector M1: two squares one row apart', () => {
    const counts = overlapCounts(box([10, 10], [2, 2], [5, 5]), box([10, 10], [3, 2], [6, 5]), 1)
    expect(counts).toEqual({ tp: 12, fp: 4, fn: 4, tn: 80 })
    expect(dice(counts)).toBe(0.75)
    expect(jaccard(counts)).toBe(0.6)
    expect(sensitivity(counts)).toBe(0.75)
    expect(specificity(counts)).toBeCloseTo(0.952381, 6)
    expect(positivePredictiveValue(counts)).toBe(0.75)
    expect(negativePredictiveValue(counts)).toBeCloseTo(0.952381, 6)
  })

  test('vector M2: a square and one stray pixel', () => {
    const truth = box([12, 12], [2, 2], [7, 7])
    const stray = truth.with(10 * 12 + 10, 1)
    const counts = overlapCounts(stray, truth, 1)
    expect(dice(counts)).toBeCloseTo(0.986301, 6)
    expect(jaccard(counts)).toBeCloseTo(0.972973, 6)
  })

  test('both sides empty agree, one empty does not, and what has no value is null, not a number', () => {
    const [none, some] = [new Uint8Array(9), box([3, 3], [1, 1], [1, 1])]
    expect(dice(overlapCounts(none, none, 1))).toBe(1)
    expect(jaccard(overlapCounts(none, none, 1))).toBe(1)
    expect(dice(overlapCounts(none, some, 1))).toBe(0)
    expect(dice(overlapCounts(some, none, 1))).toBe(0)
    expect(sensitivity(overlapCounts(some, none, 1))).toBeNull()
    expect(positivePredictiveValue(overlapCounts(none, some, 1))).toBeNull()
  })

  test('volumes of different sizes are never compared', () => {
    expect(() => overlapCounts(new Uint8Array(4), new Uint8Array(5), 1)).toThrow('4 with 5')
  })
})
