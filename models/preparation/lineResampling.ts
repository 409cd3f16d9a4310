/** Pixels along one axis after resampling from one spacing to another, both in mm (datasets P3). At least one. */
export const resampledCount = (count: number, fromMm: number, toMm: number): number =>
  Math.max(1, Math.round((count * fromMm) / toMm))

/** For each voxel of the new line, the two old ones around it and the share of the second (edge replicated). */
export interface LinePairs {
  readonly first: Int32Array
  readonly second: Int32Array
  readonly share: Float64Array
}

/** Where voxel i of a line of `to` lies on a line of `from` that is as long: (i + 0.5)·from/to - 0.5 (datasets P3). */
export const placeOnLine = (i: number, from: number, to: number): number =>
  Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5))

export function linePairs(from: number, to: number): LinePairs {
  const pairs = { first: new Int32Array(to), second: new Int32Array(to), share: new Float64Array(to) }
  for (let i = 0; i < to; i++) {
    const at = placeOnLine(i, from, to)
    pairs.first[i] = Math.floor(at)
    pairs.second[i] = Math.min(from - 1, Math.floor(at) + 1)
    pairs.share[i] = at - Math.floor(at)
  }
  return pairs
}

/** The old voxel that holds the middle of new voxel i; of two as near the second. */
export const nearestOnLine = (i: number, from: number, to: number): number =>
  Math.min(from - 1, Math.floor(((i + 0.5) * from) / to))
