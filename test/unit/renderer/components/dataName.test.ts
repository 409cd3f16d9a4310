import { expect, test } from 'vitest'
import { dataName } from '#renderer/components/dataName'
import { experimentName } from '#renderer/components/train/experimentName'

test('a version of a data set has its own name wherever it lies, a folder its last part', () => {
  expect(dataName('/home/a/septum/datasets/Site study/v2.json')).toBe('Site study v2')
  expect(dataName('C:\\septum\\datasets\\Site study\\draft.json')).toBe('Site study')
  expect(dataName('/data/acdc')).toBe('acdc')
  expect(dataName('/data/masks/v2.json')).toBe('v2.json')
})

test('a run on a version is named after it, so that two data sets are told apart (R-TR-5)', () => {
  const at = { network: 'unet-2d', date: '2026-12-01T09:00:00Z', taken: new Set<string>() }
  const folder = '/home/a/septum/datasets/Site study/v2.json'
  expect(experimentName({ ...at, folder })).toBe('site-study-v2-unet-2d-2026-12-01')
  expect(experimentName({ ...at, folder: '/data/acdc' })).toBe('acdc-unet-2d-2026-12-01')
})
