import { expect, test } from 'vitest'
import { duration, durationRange } from '#renderer/components/train/duration'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

test('durations read as one would say them', () => {
  expect([0, 45, 59.4, 60, 24 * 60, 3 * 3600 + 8 * 60].map((s) => plain(duration(s)))).toEqual([
    '0 s',
    '45 s',
    '59 s',
    '1 min',
    '24 min',
    '3 h 08 min',
  ])
})

test('time left is a range with its unit once, or one value when both read the same (F-MO-7)', () => {
  expect(plain(durationRange([480, 600], 'to'))).toBe('8 to 10 min')
  expect(plain(durationRange([50, 70], 'to'))).toBe('50 s to 1 min')
  expect(plain(durationRange([600, 610], 'to'))).toBe('10 min')
  expect(plain(durationRange([600, 480], 'to'))).toBe('8 to 10 min')
  expect(plain(durationRange([3000, 4200], 'to'))).toBe('50 min to 1 h 10 min')
})
