import { expect, test } from 'vitest'
import { paneMenuItems, type PaneMenuFacts } from '#renderer/components/read/paneMenu'

const facts = (more: Partial<PaneMenuFacts> = {}): PaneMenuFacts => ({
  slice: 4,
  slices: 9,
  drawn: true,
  locked: false,
  drafts: 0,
  blocked: false,
  ...more,
})
const offered = (more: Partial<PaneMenuFacts> = {}) =>
  paneMenuItems(facts(more)).flatMap(({ choice, enabled }) => (enabled ? [choice] : []))

test('features 3.0: a right click offers what can be done with the contour and the slice', () => {
  expect(offered()).toEqual(['delete', 'copyPrevious', 'copyNext', 'count', 'flag'])
})

test('drafts are accepted or rejected only where there are some', () => {
  expect(offered({ drafts: 2 }).slice(-2)).toEqual(['accept', 'reject'])
})

test('beyond base and apex there is no slice to copy to', () => {
  expect(offered({ slice: 0 })).not.toContain('copyPrevious')
  expect(offered({ slice: 8 })).not.toContain('copyNext')
})

test('a locked contour, or one that is not drawn, is neither deleted nor copied', () => {
  expect(offered({ locked: true })).toEqual(['count', 'flag'])
  expect(offered({ drawn: false })).toEqual(['count', 'flag'])
})

test('a study that another Septum holds offers no change', () => {
  expect(offered({ blocked: true, drafts: 2 })).toEqual([])
})
