import { expect, test } from 'vitest'
import { contourKey, type Contour } from '#shared/domain/contour'
import { emptySegmentation } from '#shared/editing/segmentation'
import { sliceCell } from '#renderer/components/read/sliceCells'
import { missingReasons, volumeRows } from '#renderer/components/read/volumeRows'

const none = {
  edvMl: null,
  esvMl: null,
  efPercent: null,
  rvEdvMl: null,
  rvEsvMl: null,
  rvEfPercent: null,
  massG: null,
}

test('stroke volume is EDV less ESV, and missing when one of them is', () => {
  const sv = (edvMl: number | null) =>
    volumeRows({ ...none, edvMl, esvMl: 60 }).find(({ name }) => name === 'sv')?.lv
  expect(sv(150)).toBe(90)
  expect(sv(null)).toBeNull()
})

test('R-RD-8: one sentence a ventricle says why its numbers are missing', () => {
  const reasons = {
    efPercent: 'EF not available: LV endo missing at ES slices 2, 3',
    esvMl: 'ESV not available: LV endo missing at ES slices 2, 3',
    rvEdvMl: 'RV EDV not available: RV endo missing at ED',
  }
  expect(missingReasons(reasons)).toEqual([reasons.efPercent, reasons.rvEdvMl])
})

const contour = (more: Partial<Contour>): Contour => ({
  boundary: 'lv-endo',
  slice: 0,
  phase: 0,
  rings: [],
  knots: null,
  state: 'accepted',
  source: 'hand',
  author: 'AB',
  ...more,
})
const holding = (...contours: Contour[]) => ({
  ...emptySegmentation,
  contours: new Map(contours.map((one) => [contourKey(one), one])),
})

test('a slice with one draft among accepted contours is still a draft', () => {
  const drawn = holding(contour({}), contour({ boundary: 'lv-epi', state: 'draft', source: 'model' }))
  expect(sliceCell(drawn, 0, 0)).toBe('draft')
  expect(sliceCell(drawn, 1, 0)).toBe('empty')
})

test('a slice is shown as imported only as long as the reader changed nothing on it', () => {
  const imported = contour({ source: 'imported' })
  const epi = contour({ boundary: 'lv-epi', source: 'imported' })
  expect(sliceCell(holding(imported, epi), 0, 0)).toBe('imported')
  expect(sliceCell(holding(imported, { ...epi, source: 'edited' }), 0, 0)).toBe('edited')
})

test('a flag asks for a look before anything else', () => {
  const flagged = { ...holding(contour({})), flagged: new Set(['0/0']) }
  expect(sliceCell(flagged, 0, 0)).toBe('flagged')
})
