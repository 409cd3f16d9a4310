import { describe, expect, test } from 'vitest'
import { detectPhases } from '#shared/geometry/detectPhases'

const beat = (phases: number, edAt: number) =>
  Array.from({ length: phases }, (_, t) => 100 + 40 * Math.cos((2 * Math.PI * (t - edAt)) / phases))

describe('end-diastole and end-systole from the volume curve (evaluation K1)', () => {
  test('the largest volume near the ends of the cycle and the smallest of all', () => {
    expect(detectPhases(beat(20, 0))).toEqual({ ed: 0, es: 10 })
    expect(detectPhases(beat(20, 18))).toEqual({ ed: 18, es: 8 })
  })

  test('a single phase drawn too small is not taken for end-systole', () => {
    const curve: (number | null)[] = beat(20, 0)
    curve[4] = 55
    expect(detectPhases(curve)).toEqual({ ed: 0, es: 10 })
  })

  test('a large volume in mid-cycle is no end-diastole', () => {
    const curve = beat(20, 0)
    for (const t of [13, 14, 15]) curve[t] = 90
    for (const t of [8, 9]) curve[t] = 500
    expect(detectPhases(curve)!.ed).toBe(0)
  })

  test('a few phases without contours are bridged, too many are not guessed at', () => {
    const gaps = (every: number) => beat(20, 0).map((volume, t) => (t % every === 1 ? null : volume))
    expect(detectPhases(gaps(5))).toEqual({ ed: 0, es: 10 })
    expect(detectPhases(gaps(2))).toBeNull()
    expect(detectPhases([])).toBeNull()
  })

  test('a curve that does not move has neither', () => {
    expect(detectPhases(Array(20).fill(80))).toBeNull()
  })
})
