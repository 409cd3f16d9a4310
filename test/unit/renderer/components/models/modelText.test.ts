import { expect, test } from 'vitest'
import { bytesText, durationText, flopsText } from '#renderer/components/models/modelText'

test('amounts are said in the unit that a person would choose', () => {
  expect(bytesText(11_083_300)).toBe('11.1 MB')
  expect(bytesText(999_600)).toBe('1.0 MB')
  expect(bytesText(512)).toBe('512 B')
  expect(flopsText(4.1e9)).toBe('4.1 GFLOP')
  expect(durationText(59)).toBe('59 s')
  expect(durationText(725)).toBe('12 min')
  expect(durationText(7500)).toBe('2 h 05 min')
})
