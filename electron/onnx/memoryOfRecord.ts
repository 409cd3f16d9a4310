import type { Node, Value } from './ir'

/**
 * The largest sum of a recorded graph's intermediate results that are needed at one time, bytes: roughly what the arena
 * of its session grows to. Counted on the record, so what a macro makes for itself is left out.
 */
export function memoryOfRecord(nodes: readonly Node[], outputs: readonly Value[]): number {
  const last = new Map<Value, number>()
  nodes.forEach((node, at) => {
    for (const value of node.inputs) if (value) last.set(value, at)
  })
  const ending = new Map<number, number>()
  const given = new Set(outputs)
  let bytes = 0
  let most = 0
  nodes.forEach((node, at) => {
    for (const value of node.outputs) {
      if (node.data) continue
      bytes += value.bytes
      const end = given.has(value) ? nodes.length : (last.get(value) ?? at)
      ending.set(end, (ending.get(end) ?? 0) + value.bytes)
    }
    most = Math.max(most, bytes)
    bytes -= ending.get(at) ?? 0
  })
  return most
}
