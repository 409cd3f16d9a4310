import { expect, test } from 'vitest'
import { contourAreaMm2, pointInRings } from '#shared/geometry/polygon'
import { selfCrossing } from '#shared/geometry/selfCrossing'
import { pressTool } from '#renderer/canvas/tools/pressTool'
import { at, circle, contourOf, drag, edited, plane, scene } from './hand'

/** Circles about (50, 50) px, 20 and 30 mm wide on each side; pixels are 1 × 2 mm. */
const endo = contourOf(circle(50, 50, 20))
const epi = contourOf(circle(50, 50, 30), { boundary: 'lv-epi' })
const areaMm2 = (rings: Parameters<typeof contourAreaMm2>[0]) => contourAreaMm2(rings, plane.spacingMm)
const fromCentreMm = ({ x, y }: { x: number; y: number }) => Math.hypot(x - 50, 2 * (y - 50))
const control = { control: true }

test('features E-3: with Ctrl a disc inside the contour pulls it in, as if it stood outside', () => {
  const { after } = edited(
    drag(pressTool.push, scene({ contour: endo }), [at(67, 50, control), at(62, 50, control)]),
  )
  const [ring] = after!.rings
  expect(pointInRings([ring!], { x: 58, y: 50 })).toBe(false)
  expect(pointInRings([ring!], { x: 55, y: 50 })).toBe(true)
  expect(areaMm2(after!.rings)).toBeLessThan(areaMm2(endo.rings))
  expect(selfCrossing(ring!)).toBeNull()
})

test('features E-3: with Ctrl a disc outside the contour draws it out', () => {
  const { after } = edited(
    drag(pressTool.push, scene({ contour: endo }), [at(73, 50, control), at(78, 50, control)]),
  )
  expect(Math.max(...after!.rings[0]!.map(({ x }) => x))).toBeCloseTo(84, 0)
  expect(areaMm2(after!.rings)).toBeGreaterThan(areaMm2(endo.rings))
  expect(selfCrossing(after!.rings[0]!)).toBeNull()
})

test('features E-3: the direction is fixed at the press, also when the hand jumps over the contour', () => {
  const { after } = edited(drag(pressTool.push, scene({ contour: endo }), [at(60, 50), at(90, 50)]))
  expect(Math.max(...after!.rings[0]!.map(({ x }) => x))).toBeCloseTo(96, 0)
})

test('features E-3: endo pushed against epi stops half a millimetre short of it', () => {
  for (const jump of [at(75, 50), at(85, 52), at(95, 50)]) {
    const on = scene({ contour: endo, partner: epi, radiusMm: 8 })
    const { after } = edited(drag(pressTool.push, on, [at(60, 50), jump]))
    const farthestMm = Math.max(...after!.rings[0]!.map(fromCentreMm))
    expect(farthestMm).toBeLessThanOrEqual(29.51)
    expect(farthestMm).toBeGreaterThan(29.3)
    expect(selfCrossing(after!.rings[0]!)).toBeNull()
  }
})

test('epi pushed in stops half a millimetre outside endo', () => {
  const on = scene({ boundary: 'lv-epi', contour: epi, partner: endo, radiusMm: 8 })
  const { after } = edited(drag(pressTool.push, on, [at(90, 50), at(72, 50)]))
  const nearestMm = Math.min(...after!.rings[0]!.map(fromCentreMm))
  expect(nearestMm).toBeGreaterThanOrEqual(20.45)
  expect(nearestMm).toBeLessThan(20.7)
})

test('a contour that lies beyond the other wall already can be pushed back from it', () => {
  const beyond = contourOf(circle(65, 50, 20))
  const on = scene({ contour: beyond, partner: epi, radiusMm: 8 })
  const { after } = edited(drag(pressTool.push, on, [at(95, 50), at(83, 50)]))
  expect(pointInRings(after!.rings, { x: 80, y: 50 })).toBe(false)
})
