import { expect, test } from 'vitest'
import { contourAreaMm2 } from '#shared/geometry/polygon'
import { withoutKeyhole } from '#shared/geometry/withoutKeyhole'

const square = (from: number, to: number) => [
  { x: from, y: from },
  { x: to, y: from },
  { x: to, y: to },
  { x: from, y: to },
]
const mm = { x: 1, y: 1 }

test('a square of 40 mm with a hole of 20 mm behind a channel encloses 1200 mm²', () => {
  const [outer, hole] = [square(0, 40), square(10, 30).toReversed()]
  const keyhole = [...outer, outer[0]!, ...hole, hole[0]!]
  const rings = withoutKeyhole(keyhole)
  expect(rings.map(({ length }) => length)).toEqual([4, 4])
  expect(contourAreaMm2(rings, mm)).toBe(1200)
})

test('two holes behind two channels are both found', () => {
  const outer = square(0, 40)
  const near = square(5, 10)
  const far = square(20, 30)
  const keyhole = [
    outer[0]!,
    ...near.toReversed(),
    near[3]!,
    outer[0]!,
    ...outer.slice(1, 3),
    ...far.toReversed(),
    far[3]!,
    outer[2]!,
    outer[3]!,
  ]
  expect(contourAreaMm2(withoutKeyhole(keyhole), mm)).toBe(1600 - 25 - 100)
})

test('a plain ring stays as it is, less the points that repeat the one before', () => {
  expect(withoutKeyhole([...square(0, 4), { x: 0, y: 0 }])).toEqual([square(0, 4)])
  expect(
    withoutKeyhole([
      { x: 1, y: 1 },
      { x: 1, y: 1 },
      { x: 2, y: 1 },
    ]),
  ).toEqual([])
})

test('a ring that does nothing but run to and fro is given up in time', () => {
  const comb = Array.from({ length: 60_000 }, (_, i) => ({ x: i % 2 === 0 ? 0 : i, y: i % 2 }))
  const started = performance.now()
  withoutKeyhole(comb)
  expect(performance.now() - started).toBeLessThan(5000)
})
