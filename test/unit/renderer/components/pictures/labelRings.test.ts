import { expect, test } from 'vitest'
import { heartBox } from '#renderer/components/pictures/heartBox'
import { labelRings } from '#renderer/components/pictures/labelRings'
import { meanSliceDice, sliceDice } from '#renderer/components/pictures/sliceDice'
import { filmPlanes, filmTransform } from '#renderer/components/train/filmPaint'

/** An LV of one pixel in a myocardium of three by three, an RV at its left. */
const labels = Uint8Array.from(
  [
    [0, 0, 0, 0, 0],
    [0, 2, 2, 2, 0],
    [1, 2, 3, 2, 0],
    [0, 2, 2, 2, 0],
    [0, 0, 0, 0, 0],
  ].flat(),
)

test('the epicardium runs around myocardium and cavity, not around a hole', () => {
  const [rv, epi, endo] = labelRings(labels, 5, 5)
  expect([rv!.rings.length, epi!.rings.length, endo!.rings.length]).toEqual([1, 1, 1])
  const xs = epi!.rings[0]!.map(({ x }) => x)
  expect([Math.min(...xs), Math.max(...xs)]).toEqual([0.5, 3.5])
})

test('the film looks at the heart: its middle is the middle of the frame, and it fills seven tenths', () => {
  expect(heartBox(labels, 5)).toEqual({ from: { x: 0, y: 1 }, to: { x: 3, y: 3 } })
  const at = filmTransform({ columns: 5, rows: 5 }, labels, { width: 200, height: 100 })
  expect(at.left + 1.5 * at.scaleX).toBeCloseTo(100, 10)
  expect(at.top + 2 * at.scaleY).toBeCloseTo(50, 10)
  expect(3 * at.scaleY).toBeCloseTo(70, 10)
  expect(heartBox(new Uint8Array(25), 5)).toBeNull()
})

test('a film that is shorter than its header says is refused', () => {
  expect(() => filmPlanes({ columns: 5, rows: 5, spacingMm: 1 }, new Uint8Array(74))).toThrow(/75 bytes/)
})

test('Dice of a slice: the same labels give 1, none on either side gives no score', () => {
  expect(meanSliceDice(labels, labels)).toBe(1)
  expect(sliceDice(new Uint8Array(25), labels, 3)).toBe(0)
  expect(sliceDice(new Uint8Array(25), new Uint8Array(25), 3)).toBeNull()
})
