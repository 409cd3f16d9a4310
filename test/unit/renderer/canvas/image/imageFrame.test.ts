import { expect, test } from 'vitest'
import type { FrameHeader } from '#shared/domain/study'
import {
  bloodPoolWindow,
  draggedWindow,
  fullWindow,
  percentileWindow,
} from '#renderer/canvas/image/displayWindows'
import { imageFrame, valueAt } from '#renderer/canvas/image/imageFrame'
import { rectangleWindow } from '#renderer/canvas/image/rectangleWindow'

const header = (more: Partial<FrameHeader>): FrameHeader => ({
  slice: 0,
  phase: 0,
  columns: 10,
  rows: 10,
  type: 'uint16',
  slope: 1,
  intercept: 0,
  ...more,
})
const ramp = (more: Partial<FrameHeader> = {}) => {
  const stored = Uint16Array.from({ length: 100 }, (_, i) => i)
  return imageFrame({ header: header(more), bytes: new Uint8Array(stored.buffer) })
}

test.each([
  [1, 0, 42],
  [0.01, 0, 0.42],
  [-10, 5, -415],
])('X7: the probe reads slope %d × stored + intercept %d', (slope, intercept, value) => {
  expect(valueAt(ramp({ slope, intercept }), { x: 2.4, y: 3.6 })).toBeCloseTo(value)
})

test('X7: signed values stay signed', () => {
  const stored = Int16Array.from({ length: 100 }, (_, i) => i - 50)
  const frame = imageFrame({ header: header({ type: 'int16' }), bytes: new Uint8Array(stored.buffer) })
  expect(valueAt(frame, { x: 0, y: 0 })).toBe(-50)
})

test('there is no value outside the image', () => {
  expect(valueAt(ramp(), { x: -0.6, y: 3 })).toBeNull()
  expect(valueAt(ramp(), { x: 9.6, y: 3 })).toBeNull()
})

test('bytes that do not start on a value are still read', () => {
  const bytes = new Uint8Array(201)
  bytes[1] = 7
  expect(valueAt(imageFrame({ header: header({}), bytes: bytes.subarray(1) }), { x: 0, y: 0 })).toBe(7)
})

test('a frame whose bytes do not fit its header is refused', () => {
  expect(() => imageFrame({ header: header({}), bytes: new Uint8Array(10) })).toThrow(/200 bytes/)
})

test('X8: the 1 to 99 % window leaves out the ends, the full window does not', () => {
  expect(percentileWindow(ramp())).toEqual({ centre: 49.5, width: 97, origin: 'percentile' })
  expect(fullWindow(ramp())).toEqual({ centre: 49.5, width: 99, origin: 'percentile' })
  const blood = bloodPoolWindow(ramp())
  expect(blood.centre - blood.width / 2).toBe(50)
})

test('dragging right widens the window and dragging up brightens, in steps of the data range', () => {
  const file = { centre: 500, width: 1000, origin: 'file' } as const
  expect(draggedWindow(file, file, 50, 0)).toMatchObject({ centre: 500, width: 1100 })
  expect(draggedWindow(file, file, 0, -50)).toMatchObject({ centre: 400, width: 1000 })
  expect(draggedWindow(file, file, -1e6, 0).width).toBeGreaterThan(0)
})

test('a rectangle gives the window of what is inside it', () => {
  expect(rectangleWindow(ramp(), { x: 1.2, y: 1.2 }, { x: 4.8, y: 3.1 })).toMatchObject({
    centre: 28,
    width: 12,
  })
  expect(rectangleWindow(ramp(), { x: 1.2, y: 1.2 }, { x: 1.4, y: 1.4 })).toBeNull()
})
