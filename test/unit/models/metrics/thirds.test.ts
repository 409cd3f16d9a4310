import { describe, expect, test } from 'vitest'
import { meanScores } from '#models/metrics/meanScores'
import { scoreVolume } from '#models/metrics/scoreVolume'
import { sliceThirds, thirdDice } from '#models/metrics/thirds'

/** Squares of cavity (3) of the given sides inside squares of wall (2) that reach 3 pixels further; side 0: an empty slice. */
function ventricle(sides: readonly number[]): {
  labels: Uint8Array
  shape: readonly [number, number, number]
} {
  const side = 32
  const labels = new Uint8Array(sides.length * side * side)
  sides.forEach((inner, z) => {
    if (inner === 0) return
    for (let y = 0; y < inner + 6; y++)
      for (let x = 0; x < inner + 6; x++) {
        const inside = x >= 3 && y >= 3 && x < inner + 3 && y < inner + 3
        labels[(z * side + y) * side + x] = inside ? 3 : 2
      }
  })
  return { labels, shape: [sides.length, side, side] }
}

describe('thirds of the left ventricle (evaluation E5, K4; features F-CO-6)', () => {
  test('of seven slices three are basal, two mid and two apical; what lies beyond an end goes with it', () => {
    const { labels, shape } = ventricle([0, 20, 18, 16, 14, 10, 8, 6, 0])
    const [b, m, a] = ['basal', 'mid', 'apical'] as const
    expect(sliceThirds(labels, shape)).toEqual([b, b, b, b, m, m, a, a, a])
  })

  test('a stack from apex to base is counted from its other end', () => {
    const { labels, shape } = ventricle([6, 8, 10, 14, 16, 18])
    expect(sliceThirds(labels, shape)).toEqual(['apical', 'apical', 'mid', 'mid', 'basal', 'basal'])
  })

  test('two slices have no thirds', () => {
    const { labels, shape } = ventricle([12, 8, 0])
    expect(sliceThirds(labels, shape)).toBeNull()
    expect(scoreVolume(labels, labels, shape, { x: 1, y: 1, z: 8 }, ['lv-cavity'])).toEqual({
      'lv-cavity': { dice: 1, hdMm: 0, hd95Mm: 0 },
    })
  })

  test('a model that misses the apex is right at the base and wrong at the apex, and the mean says so', () => {
    const { labels, shape } = ventricle([12, 10, 8])
    const prediction = labels.slice()
    prediction.fill(0, 2 * 32 * 32)
    const thirds = sliceThirds(labels, shape)!
    expect(thirdDice(prediction, labels, shape, thirds, 3)).toEqual({ basal: 1, mid: 1, apical: 0 })
    const scores = scoreVolume(prediction, labels, shape, { x: 1, y: 1, z: 8 }, ['lv-cavity'])
    const whole = scoreVolume(labels, labels, shape, { x: 1, y: 1, z: 8 }, ['lv-cavity'])
    const cases = [{ structures: { 'lv-cavity': { ed: scores['lv-cavity']!, es: whole['lv-cavity']! } } }]
    expect(meanScores(cases, ['lv-cavity']).mean['lv-cavity']!.thirds).toEqual({
      basal: 1,
      mid: 1,
      apical: 0.5,
    })
  })
})
