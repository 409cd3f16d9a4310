import { expect, test } from 'vitest'
import { labelValues, wholeNumber } from '#electron/cli/arguments'

test('label values are given by structure', () => {
  expect(labelValues('lv-cavity=1, rv-cavity=5')).toEqual({ 'lv-cavity': 1, 'rv-cavity': 5 })
  for (const wrong of ['lv=1', 'lv-cavity', 'lv-cavity=', 'lv-cavity=256', 'lv-cavity=1.5', ''])
    expect(() => labelValues(wrong)).toThrow()
})

test('a whole number is one between its limits', () => {
  const patients = wholeNumber(1, 50)
  expect(patients('50')).toBe(50)
  for (const wrong of ['0', '51', '1.5', 'twelve', '']) expect(() => patients(wrong)).toThrow('from 1 to 50')
})
