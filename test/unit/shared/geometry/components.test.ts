import { describe, expect, test } from 'vitest'
import { components } from '#shared/geometry/components'

/** Slices of rows of digits. */
const volume = (...slices: string[][]) => {
  const shape = [slices.length, slices[0]!.length, slices[0]![0]!.length] as const
  return { shape, labels: Uint8Array.from(slices.flat().join(''), Number) }
}

describe('connected components', () => {
  test('corners join by 26 and not by 6, and neighbours in the next slice join by both', () => {
    const { labels, shape } = volume(['10', '01'], ['00', '01'])
    expect(components(labels, shape, 26).sizes).toEqual([0, 3])
    expect(components(labels, shape, 6).sizes).toEqual([0, 1, 2])
    expect([...components(labels, shape, 6).numbers]).toEqual([1, 0, 0, 2, 0, 0, 0, 2])
  })

  test('the edges of the volume are not joined to each other', () => {
    const { labels, shape } = volume(['0001', '1000'])
    expect(components(labels, shape, 26).sizes).toEqual([0, 1, 1])
  })
})
