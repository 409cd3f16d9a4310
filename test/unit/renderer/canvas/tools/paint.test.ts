import { expect, test } from 'vitest'
import { contourAreaMm2 } from '#shared/geometry/polygon'
import { rasterise } from '#shared/geometry/rasterise'
import { pressTool } from '#renderer/canvas/tools/pressTool'
import { at, circle, contourOf, drag, edited, plane, scene } from './hand'

const areaMm2 = (rings: Parameters<typeof contourAreaMm2>[0]) => contourAreaMm2(rings, plane.spacingMm)
const disc = contourOf(circle(50, 50, 20))

test('features E-4: the smallest brush sets exactly the pixel under the pointer', () => {
  const { verb, after } = edited(drag(pressTool.brush, scene({ radiusMm: 0 }), [at(10.3, 20.4)]))
  expect(verb).toBe('Brush')
  const mask = rasterise(after!.rings, plane.columns, plane.rows)
  expect([...mask.keys()].filter((pixel) => mask[pixel])).toEqual([20 * plane.columns + 10])
})

test('features E-4, E-G6: a fast stroke has no beads and is as wide as the brush in mm', () => {
  const { after } = edited(drag(pressTool.brush, scene({ radiusMm: 6 }), [at(20, 50), at(80, 50)]))
  expect(after?.rings).toHaveLength(1)
  expect(areaMm2(after!.rings)).toBeCloseTo(60 * 12 + Math.PI * 36, -2)
})

test('one stroke is one edit, however many moves it had', () => {
  const way = [at(45, 50), at(55, 52), at(60, 55), at(75, 50)]
  expect(edited(drag(pressTool.brush, scene({ contour: disc }), way)).after?.source).toBe('edited')
})

test('erasing everything takes the contour away', () => {
  const small = contourOf(circle(50, 50, 4))
  expect(
    edited(drag(pressTool.erase, scene({ contour: small, radiusMm: 10 }), [at(50, 50)])).after,
  ).toBeNull()
})

test('Ctrl turns the brush into the eraser', () => {
  const { verb, after } = edited(
    drag(pressTool.brush, scene({ contour: disc }), [at(50, 50, { control: true })]),
  )
  expect(verb).toBe('Erase')
  expect(areaMm2(after!.rings)).toBeLessThan(areaMm2(disc.rings))
})

test('Shift draws straight from where the last stroke ended', () => {
  const { after } = edited(
    drag(pressTool.brush, scene({ lastStroke: { x: 20, y: 50 } }), [at(80, 50, { shift: true })]),
  )
  expect(areaMm2(after!.rings)).toBeGreaterThan(60 * 12)
})

test('painting inside a contour changes nothing and is no edit', () => {
  expect(drag(pressTool.brush, scene({ contour: disc, radiusMm: 2 }), [at(50, 50)]).kind).toBe('idle')
})

test('features E-2: a freehand ring is thinned but keeps its area within half a percent', () => {
  const way = circle(50, 50, 20, 400).map(({ x, y }) => at(x, y))
  const { verb, after } = edited(drag(pressTool.freehand, scene(), way))
  expect(verb).toBe('Draw')
  expect(after!.rings[0]!.length).toBeLessThan(200)
  expect(Math.abs(areaMm2(after!.rings) / (Math.PI * 400) - 1)).toBeLessThan(0.006)
})

test('features E-2: a stroke that starts and ends on the contour redraws that part only', () => {
  const way = [at(64.1, 42.9), at(76, 46), at(78, 50), at(76, 54), at(64.1, 57.1)]
  const { verb, after } = edited(drag(pressTool.freehand, scene({ contour: disc }), way))
  expect(verb).toBe('Redraw part')
  const columns = after!.rings[0]!.map(({ x }) => x)
  expect(Math.max(...columns)).toBeCloseTo(78, 0)
  expect(Math.min(...columns)).toBeCloseTo(30, 0)
})

test('a click of the freehand tool leaves the contour as it was', () => {
  expect(drag(pressTool.freehand, scene({ contour: disc }), [at(50, 50)])).toEqual({
    kind: 'idle',
    hint: 'strokeTooShort',
  })
})

test('features E-3: pushed from inside the contour bulges out to the edge of the disc', () => {
  const { verb, after } = edited(
    drag(pressTool.push, scene({ contour: disc, radiusMm: 6 }), [at(60, 50), at(70, 50)]),
  )
  expect(verb).toBe('Push')
  expect(Math.max(...after!.rings[0]!.map(({ x }) => x))).toBeCloseTo(76, 0)
  expect(areaMm2(after!.rings)).toBeGreaterThan(areaMm2(disc.rings))
})

test('features E-3: pushed from outside it gives way inwards, also at any speed', () => {
  const jump = [at(80, 50), at(60, 50)]
  const { after } = edited(drag(pressTool.push, scene({ contour: disc, radiusMm: 6 }), jump))
  const middle = after!.rings[0]!.filter(({ x, y }) => x > 50 && Math.abs(y - 50) < 1)
  expect(Math.max(...middle.map(({ x }) => x))).toBeLessThan(56)
  expect(areaMm2(after!.rings)).toBeLessThan(areaMm2(disc.rings))
})

test('there is nothing to push or to erase where nothing is drawn', () => {
  for (const tool of ['push', 'erase'] as const)
    expect(drag(pressTool[tool], scene(), [at(50, 50)])).toEqual({ kind: 'idle', hint: 'nothingHere' })
})
