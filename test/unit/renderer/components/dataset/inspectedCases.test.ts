import { expect, test } from 'vitest'
import type { InspectedCase } from '#shared/ipc/dataset'
import { backgroundShare, rareStructures } from '#renderer/components/dataset/classBalance'
import { ejectionFraction } from '#shared/domain/ejectionFraction'
import { filteredCases, rangeText } from '#renderer/components/dataset/inspectedCases'

const one = (id: string, problems: string[] = []): InspectedCase => ({
  id,
  group: 'DCM',
  shape: [10, 256, 216],
  spacingMm: { x: 1.5, y: 1.5, z: 10 },
  phases: { ed: { frame: 1 }, es: null },
  volumesMl: { ed: {}, es: {} },
  problems,
})

test('a structure below 2 % of all pixels is named, one that is not labelled is not (R-TR-2)', () => {
  const share = { 'lv-cavity': 0.016, 'lv-myocardium': 0.03, 'rv-cavity': 0 }
  expect(rareStructures(share)).toEqual(['lv-cavity'])
  expect(backgroundShare(share)).toBeCloseTo(0.954, 10)
})

test('EF of 150 ml and 60 ml is 60 %; without a systole there is none', () => {
  expect(ejectionFraction(150, 60)).toBe(60)
  expect(ejectionFraction(150, undefined)).toBeNull()
  expect(ejectionFraction(0, 0)).toBeNull()
})

test('cases are found by name, group or problem', () => {
  const cases = [one('patient001'), one('patient002', ['ES frame is missing'])]
  expect(filteredCases(cases, 'es frame', false).map(({ id }) => id)).toEqual(['patient002'])
  expect(filteredCases(cases, '', true).map(({ id }) => id)).toEqual(['patient002'])
  expect(filteredCases(cases, 'dcm', false)).toHaveLength(2)
})

test('a range that reads the same on both ends is one number', () => {
  expect(rangeText([1.501, 1.502], 2)).toBe('1.50')
  expect(rangeText([1.3, 1.7], 1)).toBe('1.3 – 1.7')
  expect(rangeText([], 1)).toBe('–')
})
