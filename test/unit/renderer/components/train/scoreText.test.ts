import { expect, test } from 'vitest'
import { signed } from '#renderer/components/train/scoreText'

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
