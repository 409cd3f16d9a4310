import { expect, test } from 'vitest'
import { numberOrDash, signed } from '#renderer/components/train/scoreText'

test('a score that rounds to nought is no "−0", and one that could not be had is a dash', () => {
  expect([-0.3, -4.6, 0.2, null, NaN].map((value) => numberOrDash(value, 0))).toEqual([
    '0',
    '−5',
    '0',
    '–',
    '–',
  ])
})

test('a difference bears its sign, and what rounds to nought has none', () => {
  expect([4.24, -0.84, -0.04, 0].map((difference) => signed(difference, 1))).toEqual([
    '+4.2',
    '−0.8',
    '0.0',
    '0.0',
  ])
  expect(signed(-0.4, 0)).toBe('0')
  expect(signed(null, 1)).toBe('–')
})
