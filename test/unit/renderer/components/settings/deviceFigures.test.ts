import { expect, test } from 'vitest'
import { deviceFigures, testedWhen, time } from '#renderer/components/settings/deviceFigures'

const t = (key: string, values?: Record<string, unknown>): string =>
  [key.split('.').at(-1), ...Object.values(values ?? {})].join(' ')

test('times are read at a glance: tenths below ten milliseconds, seconds above a thousand', () => {
  expect([0.84, 24.4, 1312, undefined].map(time)).toEqual(['0.8 ms', '24 ms', '1.31 s', '–'])
})

test('a test tells times, memory, right answers, and the kernels that ran elsewhere by name', () => {
  const figures = deviceFigures(
    {
      ...{ engine: 'onnxruntime', passed: 5, failed: 1, fallbacks: ['FFT', 'Unique'], problems: ['wrong'] },
      ...{ stepMs: 26, predictMs: 1.8, firstStepMs: 765, memoryBytes: 165 * 2 ** 20 },
    },
    t,
  )
  expect(figures.map(({ value }) => value)).toEqual([
    '26 ms',
    '1.8 ms',
    '765 ms',
    '165 MB',
    'passed 5 6',
    '2',
  ])
  expect(figures.at(-1)?.title).toBe('FFT, Unique')
  expect(deviceFigures(null, t)).toEqual([])
})

test('a device that was never tested has no date', () => {
  expect(testedWhen(undefined, 'en')).toBe('')
  expect(testedWhen('2026-11-21T14:59:00Z', 'en')).toContain('2026')
})
