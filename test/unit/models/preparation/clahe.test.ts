import { expect, test } from 'vitest'
import { clahe } from '#models/preparation/clahe'

const side = 176
const grid = { rows: side, columns: side }
const drawn = (levels: number) =>
  Uint16Array.from({ length: side * side }, (_, i) => (7 * (i % side) + 3 * Math.floor(i / side)) % levels)
const facts = (out: Uint16Array) => ({
  min: out.reduce((least, value) => Math.min(least, value), Infinity),
  max: out.reduce((most, value) => Math.max(most, value), 0),
  sum: out.reduce((sum, value) => sum + value, 0),
})
const at = (out: Uint16Array, y: number, x: number) => out[y * side + x]

// The vectors were made with OpenCV's CLAHE (evaluation.md E6).
test('one tile of 16 bits, clip 40: one clipped equalisation, as S2 applies it (K1)', () => {
  const out = clahe(drawn(1000), grid, { clip: 40, tiles: [1, 1], levels: 65_536 })
  expect(facts(out)).toEqual({ min: 40, max: 38505, sum: 569016580 })
  expect([at(out, 0, 0), at(out, 88, 88), at(out, 175, 175)]).toEqual([40, 33925, 28919])
})
test('8 × 8 tiles of bytes, clip 2, blended between tiles (K2)', () => {
  const out = clahe(drawn(251), grid, { clip: 2, tiles: [8, 8], levels: 256 })
  const { min, max, sum } = facts(out)
  expect([min, max]).toEqual([1, 255])
  expect(Math.abs(sum - 3999230)).toBeLessThanOrEqual(side * side)
  expect([at(out, 0, 0), at(out, 88, 88), at(out, 175, 175)]).toEqual([1, 129, 255])
})
test('one tile of bytes, clip 40 (K3)', () => {
  const out = clahe(drawn(251), grid, { clip: 40, tiles: [1, 1], levels: 256 })
  expect(facts(out)).toEqual({ min: 1, max: 255, sum: 3965093 })
  expect([at(out, 88, 88), at(out, 175, 175)]).toEqual([130, 249])
})
test('sides that the tiles do not divide are mirrored on, and a constant image stays constant', () => {
  const plane = new Uint8Array(13 * 10).fill(5)
  const out = clahe(plane, { rows: 13, columns: 10 }, { clip: 2, tiles: [4, 4], levels: 256 })
  expect(new Set(out).size).toBe(1)
  expect(out).toHaveLength(130)
})
