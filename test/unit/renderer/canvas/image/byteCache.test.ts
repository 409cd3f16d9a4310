import { expect, test } from 'vitest'
import { ByteCache } from '#renderer/canvas/image/byteCache'

test('the frame that was looked at longest ago leaves first', () => {
  const left: string[] = []
  const cache = new ByteCache<number, string>(300, (value) => left.push(value))
  cache.set(1, 'one', 100)
  cache.set(2, 'two', 100)
  cache.set(3, 'three', 100)
  cache.get(1)
  cache.set(4, 'four', 100)
  expect(left).toEqual(['two'])
  expect(cache.bytes).toBe(300)
})

test('a frame larger than the whole cache is still shown', () => {
  const cache = new ByteCache<number, string>(10)
  cache.set(1, 'small', 5)
  cache.set(2, 'huge', 1000)
  expect(cache.get(2)).toBe('huge')
  expect(cache.has(1)).toBe(false)
})

test('what is put again counts once, and clearing frees everything', () => {
  const left: string[] = []
  const cache = new ByteCache<number, string>(100, (value) => left.push(value))
  cache.set(1, 'old', 60)
  cache.set(1, 'new', 60)
  expect(cache.bytes).toBe(60)
  cache.clear()
  expect(cache.bytes).toBe(0)
  expect(left).toEqual(['old', 'new'])
})
