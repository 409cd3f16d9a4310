import { expect, test } from 'vitest'
import { GraphCache } from '#electron/onnx/graphCache'
import { known, op, type Value } from '#electron/onnx/ir'

const settings = { threads: 1, block: 0 }
const vector = (length: number): Value => known(new Float32Array(length).fill(1), [length], 'float32')
/** x + x + … over `length` numbers, as many times as told: another graph for each number of times. */
function sum(x: Value, times: number): Value {
  let total = x
  for (let i = 0; i < times; i++) total = op('Add', [total, x], {}, x.shape)
  return total
}

test('the same graph on other numbers is compiled once', () => {
  const cache = new GraphCache()
  const values = [1, 2].map(() => sum(vector(4), 3))
  for (const value of values) cache.materialise([value], settings)
  expect(values.map(({ tensor }) => [...(tensor!.data as Float32Array)])).toEqual([
    Array(4).fill(4),
    Array(4).fill(4),
  ])
  expect(cache.size).toBe(1)
  cache.clear()
  expect([cache.size, cache.bytes]).toEqual([0, 0])
})

test('beyond its bytes the least recently used graph goes; the one in use stays, however large', () => {
  const thousand = 4000 // bytes of a thousand numbers
  const cache = new GraphCache({ sessions: 400, bytes: 5 * thousand })
  const compute = (times: number, length = 1000) => cache.materialise([sum(vector(length), times)], settings)
  compute(1)
  const one = cache.bytes
  expect(one).toBeGreaterThanOrEqual(thousand)
  compute(2)
  compute(1)
  compute(3)
  expect(cache.size).toBe(2) // 1 and 3: 2 was not asked for again
  expect(cache.bytes).toBeLessThanOrEqual(5 * thousand)
  compute(1, 100_000)
  expect(cache.size).toBe(1)
  cache.clear()
})

test('beyond their number too', () => {
  const cache = new GraphCache({ sessions: 3, bytes: 1e9 })
  for (let times = 1; times <= 9; times++) cache.materialise([sum(vector(2), times)], settings)
  expect(cache.size).toBe(3)
  cache.clear()
})
