import { expect, test } from 'vitest'
import { labelChanges } from '#shared/geometry/labelChanges'

test('what a step took and gave is counted for each structure that changed (features 3.6)', () => {
  // One RV pixel goes, one becomes myocardium, two of background become cavity; the wall beside stays.
  const before = Uint8Array.of(1, 1, 1, 2, 0, 0, 3)
  const after = Uint8Array.of(1, 0, 2, 2, 3, 3, 3)
  expect(labelChanges(before, after)).toEqual([
    { region: 'rv-cavity', removed: 2, added: 0 },
    { region: 'lv-myocardium', removed: 0, added: 1 },
    { region: 'lv-cavity', removed: 0, added: 2 },
  ])
  expect(labelChanges(after, after)).toEqual([])
})

test('labels of two grids are not compared', () => {
  expect(() => labelChanges(new Uint8Array(4), new Uint8Array(6))).toThrow(/4 labels are not 6/)
})
