import { expect, test } from 'vitest'
import { Preparation } from '#shared/domain/preparation'
import { previewOf } from '#models/preparation/preview'

const grid = { slices: 3, rows: 10, columns: 12, spacingMm: { x: 2, y: 2, z: 10 } }
const volume = Float32Array.from({ length: 360 }, (_, i) => i % 100)
const labels = Uint8Array.from({ length: 360 }, (_, i) => (i >= 120 && i < 240 ? 3 : 0))

test('a slice is shown as it comes, and after each step, with its mask, range and histogram (F-PP-2)', () => {
  const steps = [
    { step: 'resample-in-plane', spacingMm: 1 },
    { step: 'crop-pad', side: 16 },
    { step: 'min-max' },
    { step: 'pad-z', multiple: 4 },
  ]
  const shown = previewOf(1, volume, labels, grid, Preparation.parse({ steps }))
  expect(shown.map(({ step, rows, columns }) => [step, rows, columns])).toEqual([
    ['source', 10, 12],
    ['resample-in-plane', 20, 24],
    ['crop-pad', 16, 16],
    ['min-max', 16, 16],
    ['pad-z', 16, 16],
  ])
  expect([...shown[0]!.image]).toEqual([...volume.subarray(120, 240)])
  expect(shown[3]!.min).toBe(0)
  expect(shown[3]!.max).toBe(1)
  for (const { histogram, labels: mask, rows, columns } of shown) {
    expect(histogram.reduce((sum, count) => sum + count, 0)).toBe(rows * columns)
    expect(mask?.every((label) => label === 3)).toBe(true)
  }
})

test('a step that leaves the slice out ends the list', () => {
  const steps = [
    { step: 'select-slices', from: 0, to: 0 },
    { step: 'crop-pad', side: 8 },
  ]
  const shown = previewOf(2, volume, null, grid, Preparation.parse({ steps }))
  expect(shown.map(({ step }) => step)).toEqual(['source'])
})
