import { expect, test } from 'vitest'
import {
  folderShelves,
  isOn,
  tagShelves,
  type Shelf,
  type SmartListId,
} from '#renderer/components/library/smartLists'
import { studyRow } from './rows'

const now = Date.parse('2026-03-20T12:00:00Z')
const list = (id: SmartListId): Shelf => ({ kind: 'list', id })

test('a study stands on the shelves that its state names', () => {
  const suggested = studyRow('a', {
    review: 'draft',
    coverage: { ...studyRow('a').coverage, 'lv-endo': 'full', 'lv-epi': 'half' },
  })
  expect(isOn(list('needsReview'), suggested, now)).toBe(true)
  expect(isOn(list('noLabels'), suggested, now)).toBe(false)
  expect(isOn(list('complete'), suggested, now)).toBe(false)
  expect(isOn(list('noLabels'), studyRow('b'), now)).toBe(true)
})

test('Recent holds the studies of the last week', () => {
  expect(isOn(list('recent'), studyRow('a', { addedAt: '2026-03-14T09:00:00Z' }), now)).toBe(true)
  expect(isOn(list('recent'), studyRow('a', { addedAt: '2026-03-12T09:00:00Z' }), now)).toBe(false)
})

const linked = (path: string, online = true) => ({
  path,
  online,
  addedAt: '2026-03-14T09:00:00Z',
  scannedAt: '2026-03-14T09:01:00Z',
  watch: true,
  watching: 'told' as const,
})

test('folders stand as they were chosen, however deep the images of their patients lie (RVSC, nnU-Net)', () => {
  const rows = [
    studyRow('P01', { folder: '/data/rvsc/TrainingSet/P01/P01dicom' }),
    studyRow('P02', { folder: '/data/rvsc/TrainingSet/P02/P02dicom' }),
    studyRow('case_1', { folder: '/data/Dataset027/imagesTr' }),
    studyRow('own', { folder: 'D:\\hearts\\own' }),
  ]
  const folders = ['/data/rvsc', '/data/Dataset027', 'D:\\hearts', '/data/rv'].map((path) => linked(path))
  expect(folderShelves(folders, rows).map(({ name, count }) => [name, count])).toEqual([
    ['Dataset027', 1],
    ['hearts', 1],
    ['rv', 0],
    ['rvsc', 2],
  ])
  expect(isOn({ kind: 'folder', folder: '/data/rv' }, rows[0]!, now)).toBe(false)
})

test('tags in use stand with their studies (F-LI-4)', () => {
  const rows = [studyRow('a', { tags: ['teaching', 'basal doubt'] }), studyRow('b', { tags: ['teaching'] })]
  expect(tagShelves(rows)).toEqual([
    { tag: 'basal doubt', count: 1 },
    { tag: 'teaching', count: 2 },
  ])
  expect(isOn({ kind: 'tag', tag: 'basal doubt' }, rows[1]!, now)).toBe(false)
})
