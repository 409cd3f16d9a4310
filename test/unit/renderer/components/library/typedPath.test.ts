import { expect, test } from 'vitest'
import { foldersMatching, isSameFolder, readyToType } from '#renderer/components/library/typedPath'

const folders = [
  { name: 'acdc', path: '/data/acdc' },
  { name: 'sunnybrook', path: '/data/sunnybrook' },
]
const names = (typed: string) => foldersMatching({ path: '/data', folders }, typed).map(({ name }) => name)

test('typing on narrows the list to the folders that begin so', () => {
  expect(names('/data/AC')).toEqual(['acdc'])
  expect(names('/data/x')).toEqual([])
})

test('the folder itself, and a path that leads elsewhere, leave the list whole', () => {
  for (const typed of ['/data', '/data/', '/home', '/data/acdc/p', '/database'])
    expect(names(typed)).toHaveLength(2)
})

test('paths are ready for the next name on both kinds of system', () => {
  expect(readyToType('/data')).toBe('/data/')
  expect(readyToType('C:\\Studies')).toBe('C:\\Studies\\')
  expect(readyToType('C:\\')).toBe('C:\\')
  expect(isSameFolder('/data/', '/data')).toBe(true)
})
