import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  all,
  extendedTo,
  moved,
  nothing,
  only,
  toggled,
  within,
} from '#renderer/components/library/selection'

const order = ['a', 'b', 'c', 'd', 'e']
const chosen = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].toSorted().join('')

test('arrow keys move one study at a time and stop at both ends (R-LIB-8)', () => {
  let at = moved(nothing, 1, order, false)
  expect(at.cursor).toBe('a')
  at = moved(at, -1, order, false)
  expect(at.cursor).toBe('a')
  at = moved(at, 15, order, false)
  expect(at.cursor).toBe('e')
  expect(chosen(at)).toBe('e')
})

test('Shift keeps the first study and grows or shrinks the range', () => {
  let at = only('b')
  at = moved(at, 1, order, true)
  at = moved(at, 1, order, true)
  expect(chosen(at)).toBe('bcd')
  at = moved(at, -1, order, true)
  expect(chosen(at)).toBe('bc')
  expect(chosen(extendedTo(at, 'a', order))).toBe('ab')
})

test('Ctrl takes single studies in and out; Ctrl+A takes all (R-LIB-8)', () => {
  expect(chosen(toggled(toggled(only('a'), 'd'), 'a'))).toBe('d')
  expect(chosen(all(order, only('c')))).toBe('abcde')
})

test('what is filtered out is no longer chosen, so that Remove never takes a study out of sight', () => {
  fc.assert(
    fc.property(fc.subarray(order), fc.subarray(order), (before, seen) => {
      const kept = within({ cursor: 'a', anchor: 'a', ids: new Set(before) }, seen)
      expect([...kept.ids].every((id) => seen.includes(id))).toBe(true)
      expect(kept.cursor === null || seen.includes(kept.cursor)).toBe(true)
    }),
  )
})
