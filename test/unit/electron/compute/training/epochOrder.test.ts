import fc from 'fast-check'
import { expect, test } from 'vitest'
import { epochOrder, stepsPerEpoch } from '#electron/compute/training/epochOrder'

test('every epoch shows every slice, in batches of one size, and fills the last one from its beginning', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 16 }),
      fc.nat(5),
      (samples, batch, epoch) => {
        const batches = epochOrder(samples, batch, 3, epoch)
        expect(batches.length).toBe(stepsPerEpoch(samples, batch))
        expect(new Set(batches.map(({ length }) => length))).toEqual(new Set([Math.min(batch, samples)]))
        const shown = batches.flat()
        expect([...shown.slice(0, samples)].sort((a, b) => a - b)).toEqual([...Array(samples).keys()])
        expect(shown.slice(samples)).toEqual(shown.slice(0, shown.length - samples))
      },
    ),
  )
})

test('seed and epoch decide the order, and nothing else', () => {
  expect(epochOrder(20, 4, 1, 2)).toEqual(epochOrder(20, 4, 1, 2))
  expect(epochOrder(20, 4, 1, 2)).not.toEqual(epochOrder(20, 4, 1, 3))
  expect(epochOrder(20, 4, 1, 2)).not.toEqual(epochOrder(20, 4, 2, 2))
})
