import { expect, test } from 'vitest'
import { montageShape, paneRect } from '#renderer/canvas/view/paneRect'

test('two panes share the width with one pixel between them', () => {
  const size = { width: 1001, height: 500 }
  const shape = { columns: 2, rows: 1 }
  const left = paneRect(size, shape, { column: 0, row: 0 })
  const right = paneRect(size, shape, { column: 1, row: 0 })
  expect(left).toEqual({ left: 0, top: 0, width: 500, height: 500 })
  expect(right).toEqual({ left: 501, top: 0, width: 500, height: 500 })
})

test('panes of a montage fill the last pixel whatever the size', () => {
  const size = { width: 997, height: 613 }
  const shape = { columns: 7, rows: 4 }
  const last = paneRect(size, shape, { column: 6, row: 3 })
  expect(last.left + last.width).toBe(997)
  expect(last.top + last.height).toBe(613)
})

test('ten slices at ED over ES take five columns of four rows on a wide screen', () => {
  expect(montageShape({ width: 1500, height: 910 }, 10, 2, 1)).toMatchObject({ columns: 5, rows: 4 })
})

test('a tall screen stacks the slices', () => {
  expect(montageShape({ width: 300, height: 3000 }, 6, 1, 1)).toMatchObject({ columns: 1, rows: 6 })
})
