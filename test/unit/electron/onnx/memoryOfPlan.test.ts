import { expect, test } from 'vitest'
import { ArenaSimulation } from '#electron/onnx/arenaSimulation'
import { memoryOfPlan } from '#electron/onnx/memoryOfPlan'
import type { PlanGraph, PlanNode } from '#electron/onnx/planGraph'

const megabyte = 2 ** 20
const map = { bytes: megabyte, form: '1:262144' }

/** A graph over maps of one megabyte each: x is fed, y is fetched. */
function graph(...lines: readonly string[]): PlanGraph {
  const nodes = lines.map((line): PlanNode => {
    const [output = '', op = '', ...inputs] = line.split(' ')
    return { op, inputs, outputs: [output] }
  })
  const names = nodes.flatMap(({ inputs, outputs }) => [...inputs, ...outputs])
  return {
    nodes,
    tensors: new Map(names.map((name) => [name, map])),
    inputs: ['x'],
    outputs: ['y'],
    initialisers: [],
  }
}

test('maps that are needed together add up; what is read no more lends its place', () => {
  // a, b and c are all read by the last two nodes
  const together = graph('a Conv x', 'b Conv x', 'c Conv x', 'd Concat a b c', 'y Conv d')
  expect(memoryOfPlan(together).liveBytes).toBe(4 * megabyte)
  const chain = graph('a Conv x', 'b Conv a', 'c Conv b', 'd Conv c', 'y Conv d')
  expect(memoryOfPlan(chain).liveBytes).toBe(2 * megabyte)
})

test('a ReLU writes over its input, unless somebody else still reads that', () => {
  expect(memoryOfPlan(graph('a Conv x', 'b Relu a', 'c Relu b', 'y Conv c')).liveBytes).toBe(megabyte)
  expect(memoryOfPlan(graph('a Conv x', 'b Relu a', 'y Add a b')).liveBytes).toBe(2 * megabyte)
})

test('another shape of the same numbers takes nothing, and inputs and outputs are their owner’s', () => {
  const { liveBytes, feedBytes } = memoryOfPlan(graph('a Reshape x', 'b Conv a', 'c Reshape b', 'y Conv c'))
  expect(liveBytes).toBe(megabyte)
  expect(feedBytes).toBe(2 * megabyte)
})

test('the arena keeps what its fullest moment took, and fills gaps before it grows', () => {
  const arena = new ArenaSimulation()
  const [first, second] = [arena.allocate(3 * megabyte), arena.allocate(3 * megabyte)]
  expect(arena.touchedBytes).toBe(6 * megabyte)
  arena.free(first)
  const small = [1, 1, 1].map((size) => arena.allocate(size * megabyte))
  expect(arena.touchedBytes).toBe(6 * megabyte)
  for (const chunk of [...small, second]) arena.free(chunk)
  arena.allocate(4 * megabyte) // neighbours were joined
  expect(arena.touchedBytes).toBeLessThanOrEqual(10 * megabyte)
})
