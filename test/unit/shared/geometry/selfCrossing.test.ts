import { describe, expect, test } from 'vitest'
import { ringAreaPx2 } from '#shared/geometry/polygon'
import { selfCrossing, withoutSmallLoops } from '#shared/geometry/selfCrossing'
import { ellipse } from './circle'

describe('lines that cross themselves (features E-G8)', () => {
  test('a plain contour crosses nothing', () => {
    const ring = ellipse(50, 50, 20)
    expect(selfCrossing(ring)).toBeNull()
    expect(withoutSmallLoops(ring)).toEqual({ ring, crossing: null })
  })

  test('a small loop is taken out, wherever on the line it is', () => {
    const loop = [
      { x: 20, y: 0 },
      { x: 20, y: -2 },
      { x: 17, y: -2 },
      { x: 17, y: 1 },
      { x: 22, y: 1 },
    ]
    const box = [{ x: 0, y: 0 }, ...loop, { x: 40, y: 0 }, { x: 40, y: 40 }, { x: 0, y: 40 }]
    for (let turn = 0; turn < box.length; turn++) {
      const { ring, crossing } = withoutSmallLoops([...box.slice(turn), ...box.slice(0, turn)])
      expect(crossing).toBeNull()
      expect(selfCrossing(ring)).toBeNull()
      expect(ringAreaPx2(ring) / 1600).toBeCloseTo(1, 1)
    }
  })

  test('an eight stays as it was, and the crossing is named', () => {
    const eight = [
      { x: 0, y: 0 },
      { x: 10, y: 10 },
      { x: 10, y: 0 },
      { x: 0, y: 10 },
    ]
    expect(withoutSmallLoops(eight)).toEqual({ ring: eight, crossing: { x: 5, y: 5 } })
    expect(selfCrossing(eight)).toEqual({ x: 5, y: 5 })
  })
})
