import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cutWindow,
  slidingProbabilities,
  windowStarts,
  windowWeights,
  type Size3,
} from '#electron/compute/segmenting/slidingWindow'

const ramp = (size: Size3) => Float32Array.from({ length: size[0] * size[1] * size[2] }, (_, i) => i)

describe('a volume is segmented window by window (nnU-Net, half overlap)', () => {
  test('windows cover every pixel, begin and end with the volume, and overlap by half or more', () => {
    expect(windowStarts(10, 10)).toEqual([0])
    expect(windowStarts(7, 10)).toEqual([0])
    expect(windowStarts(20, 10)).toEqual([0, 5, 10])
    expect(windowStarts(11, 10)).toEqual([0, 1])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 64 }), (count, window) => {
        const starts = windowStarts(count, window)
        expect(starts[0]).toBe(0)
        expect(starts.at(-1)).toBe(Math.max(0, count - window))
        for (let i = 1; i < starts.length; i++)
          expect(starts[i]! - starts[i - 1]!).toBeLessThanOrEqual(Math.ceil(window / 2))
      }),
    )
  })

  test('weights fall from the middle of a window like a Gaussian with σ an eighth of it', () => {
    const weights = windowWeights(17)
    expect(weights[8]).toBe(1)
    expect(weights[8 + 2]! / weights[8]!).toBeCloseTo(Math.exp(-(2 ** 2) / (2 * (17 / 8) ** 2)), 9)
    expect(weights[0]).toBe(weights[16])
  })

  test('a network that doubles what it sees doubles the volume, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.tuple(
          fc.integer({ min: 1, max: 5 }),
          fc.integer({ min: 2, max: 9 }),
          fc.integer({ min: 2, max: 9 }),
        ),
        fc.tuple(
          fc.integer({ min: 1, max: 4 }),
          fc.integer({ min: 2, max: 6 }),
          fc.integer({ min: 2, max: 6 }),
        ),
        (size, window) => {
          const volume = ramp(size)
          const seen = slidingProbabilities(volume, size, window, 2, (part) =>
            Float32Array.from({ length: 2 * part.length }, (_, i) => part[i >> 1]! * (i % 2 ? 2 : 1)),
          )
          volume.forEach((value, i) => {
            expect(seen[2 * i]).toBeCloseTo(value, 2)
            expect(seen[2 * i + 1]).toBeCloseTo(2 * value, 2)
          })
        },
      ),
    )
  })

  test('fewer slices than the network sees are filled up with nought, and the filling is cut off again', () => {
    const seen: number[][] = []
    const out = slidingProbabilities(ramp([2, 1, 2]), [2, 1, 2], [4, 1, 2], 1, (part) => {
      seen.push([...part])
      return part
    })
    expect(seen).toEqual([[0, 1, 2, 3, 0, 0, 0, 0]])
    expect([...out]).toEqual([0, 1, 2, 3])
  })

  test('where two windows overlap, each pixel goes by the window whose middle is nearer', () => {
    // The first window says 0 everywhere, the second 1.
    let asked = 0
    const out = slidingProbabilities(ramp([1, 1, 12]), [1, 1, 12], [1, 1, 8], 1, (part) =>
      new Float32Array(part.length).fill(asked++),
    )
    expect([out[0], out[11]]).toEqual([0, 1])
    expect(out[5]).toBeLessThan(0.5)
    expect(out[6]).toBeGreaterThan(0.5)
    expect(out[5]! + out[6]!).toBeCloseTo(1, 6)
  })
})

test('a window is cut where it was asked for', () => {
  const cut = cutWindow(ramp([3, 3, 3]), [3, 3, 3], [1, 1, 1], new Float32Array(8), [2, 2, 2])
  expect([...cut]).toEqual([13, 14, 16, 17, 22, 23, 25, 26])
  expect([...cutWindow(ramp([1, 2, 2]), [1, 2, 2], [0, 1, 1], new Float32Array(4), [1, 2, 2])]).toEqual([
    3, 0, 0, 0,
  ])
})
