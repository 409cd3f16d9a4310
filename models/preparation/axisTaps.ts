import { linePairs, nearestOnLine } from './lineResampling'

/**
 * How the voxels of one line are mixed from those of another: voxel i of the new line is the sum of `weight` × old voxel
 * `index` over the entries from `start[i]` to `start[i + 1]`; without entries it is nought.
 */
export interface AxisTaps {
  readonly start: Int32Array
  readonly index: Int32Array
  readonly weight: Float64Array
}

type Tap = readonly [index: number, weight: number]

export function axisTaps(count: number, of: (i: number) => readonly Tap[]): AxisTaps {
  const all = Array.from({ length: count }, (_, i) => of(i).filter(([, weight]) => weight !== 0))
  const start = new Int32Array(count + 1)
  all.forEach((taps, i) => (start[i + 1] = start[i]! + taps.length))
  const flat = all.flat()
  return {
    start,
    index: Int32Array.from(flat, ([index]) => index),
    weight: Float64Array.from(flat, ([, weight]) => weight),
  }
}

/** A line of `to` voxels, linear between those of one of `from` that is as long. */
export function linearTaps(from: number, to: number): AxisTaps {
  const { first, second, share } = linePairs(from, to)
  return axisTaps(to, (i) => [
    [first[i]!, 1 - share[i]!],
    [second[i]!, share[i]!],
  ])
}

/** As `linearTaps`, the whole weight on the nearest voxel. */
export const nearestTaps = (from: number, to: number): AxisTaps =>
  axisTaps(to, (i) => [[nearestOnLine(i, from, to), 1]])

/** First through `outer`, then through `inner`: straight from the voxels that the inner mixes. */
export const composedTaps = (outer: AxisTaps, inner: AxisTaps): AxisTaps =>
  axisTaps(outer.start.length - 1, (i) => {
    const sums = new Map<number, number>()
    for (let o = outer.start[i]!; o < outer.start[i + 1]!; o++) {
      const middle = outer.index[o]!
      for (let n = inner.start[middle]!; n < inner.start[middle + 1]!; n++) {
        const index = inner.index[n]!
        sums.set(index, (sums.get(index) ?? 0) + outer.weight[o]! * inner.weight[n]!)
      }
    }
    return [...sums].toSorted(([a], [b]) => a - b)
  })
