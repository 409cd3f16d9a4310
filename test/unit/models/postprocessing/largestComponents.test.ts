import { expect, test } from 'vitest'
import { largestComponents } from '#models/postprocessing/largestComponents'

/** Slices of rows of digits. */
const volume = (...slices: string[][]) => {
  const shape = [slices.length, slices[0]!.length, slices[0]![0]!.length] as const
  return { shape, labels: Uint8Array.from(slices.flat().join(''), Number) }
}
const drawn = (labels: Uint8Array, columns: number) =>
  [...labels].join('').match(new RegExp(`.{${columns}}`, 'g'))

test('the largest component of each class stays, in 3-D, and no other class is touched (datasets F4)', () => {
  const { labels, shape } = volume(['3302', '0002', '3001'], ['3002', '0000', '0011'])
  expect(drawn(largestComponents(labels, shape), 4)).toEqual(['3302', '0002', '0001', '3002', '0000', '0011'])
  expect(drawn(largestComponents(labels, shape, [1]), 4)).toEqual(drawn(labels, 4))
})

test('faces alone may count as joined', () => {
  const { labels, shape } = volume(['110', '001'])
  expect(drawn(largestComponents(labels, shape, [1], 6), 3)).toEqual(['110', '000'])
  expect(drawn(largestComponents(labels, shape, [1], 26), 3)).toEqual(['110', '001'])
})
