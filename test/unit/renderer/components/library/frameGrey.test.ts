import { expect, test } from 'vitest'
import { greyOf, greyRange, montageSlices, storedValues } from '#renderer/components/library/frameGrey'

const header = { slice: 0, phase: 0, columns: 2, rows: 2, slope: 1, intercept: 0 } as const

test('stored values come back in their own type, wherever their bytes began', () => {
  const bytes = new Uint8Array(new Int16Array([0, -5, 1000, 32000]).buffer)
  const shifted = new Uint8Array(bytes.length + 1)
  shifted.set(bytes, 1)
  expect([...storedValues({ ...header, type: 'int16' }, shifted.subarray(1))]).toEqual([0, -5, 1000, 32000])
})

test('a picture spans black to white, and a flat one is not divided by nought', () => {
  const ramp = Array.from({ length: 1000 }, (_, i) => i)
  const grey = greyOf(ramp, greyRange(ramp))
  expect(grey[0]).toBe(0)
  expect(grey[999]).toBe(255)
  expect([...greyOf([7, 7, 7], greyRange([7, 7, 7]))]).toEqual([0, 0, 0])
})

test('the montage shows slices from base to apex, each once', () => {
  expect(montageSlices(10, 6)).toEqual([1, 2, 4, 5, 7, 8])
  expect(montageSlices(1, 6)).toEqual([0])
  expect(montageSlices(2, 6)).toEqual([0, 1])
  for (let slices = 1; slices < 60; slices++) {
    const shown = montageSlices(slices, 6)
    expect(new Set(shown).size).toBe(Math.min(6, slices))
    expect(Math.max(...shown)).toBeLessThan(slices)
  }
})
