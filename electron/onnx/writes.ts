import type { RuntimeTensor } from './runtime'

const counts = new WeakMap<object, number>()

/** Notes that a traced step has written new numbers into memory that it shares with others. */
export function noteWrite(tensor: RuntimeTensor): void {
  counts.set(tensor.data as object, writesTo(tensor) + 1)
}

/** How often traced steps have written into a tensor's memory. */
export const writesTo = (tensor: RuntimeTensor): number => counts.get(tensor.data as object) ?? 0
