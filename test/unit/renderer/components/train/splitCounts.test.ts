import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partCounts, splitProblem, suggestedSplit } from '#renderer/components/train/splitCounts'

test('the suggested split uses every patient once, and always trains and validates (F-DS-3)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 500 }), (cases) => {
      const split = suggestedSplit(cases, 1)
      expect(split.train + split.validation + split.test).toBe(cases)
      expect(Math.min(split.train, split.validation)).toBeGreaterThanOrEqual(1)
    }),
  )
})

test('a split that asks for too many is a problem, one without a test part is said', () => {
  const drawn = { train: 6, validation: 2, test: 2, seed: 1 }
  expect(splitProblem(drawn, 10)).toBeNull()
  expect(splitProblem(drawn, 9)).toBe('too-many')
  expect(splitProblem({ train: ['a'], validation: ['b'], test: [] }, 9)).toBe('no-test')
  expect(partCounts({ train: ['a', 'c'], validation: ['b'], test: [] })).toEqual({
    train: 2,
    validation: 1,
    test: 0,
  })
})
