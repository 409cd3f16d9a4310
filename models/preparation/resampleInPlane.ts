/** Size of a plane, pixels. */
export interface PlaneSize {
  readonly rows: number
  readonly columns: number
}

/** Pixels along one axis after resampling from one spacing to another, both in mm (datasets P3). At least one. */
export const resampledCount = (count: number, fromMm: number, toMm: number): number =>
  Math.max(1, Math.round((count * fromMm) / toMm))

/** For each pixel of the new axis, the two source pixels around it and the share of the second (edge replicated). */
interface AxisTaps {
  readonly first: Int32Array
  readonly second: Int32Array
  readonly share: Float64Array
}

/** Both fields of view are the same: new pixel u' lies at (u' + 0.5)·n/n' - 0.5 of the source (datasets P3). */
function taps(from: number, to: number): AxisTaps {
  const axis = { first: new Int32Array(to), second: new Int32Array(to), share: new Float64Array(to) }
  for (let i = 0; i < to; i++) {
    const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5))
    axis.first[i] = Math.floor(at)
    axis.second[i] = Math.min(from - 1, Math.floor(at) + 1)
    axis.share[i] = at - Math.floor(at)
  }
  return axis
}

/** One plane on a grid of another size over the same field of view, linear. */
export function resampleImage(
  plane: Float32Array,
  from: PlaneSize,
  to: PlaneSize,
): Float32Array<ArrayBuffer> {
  if (from.rows === to.rows && from.columns === to.columns) return plane.slice()
  const [down, across] = [taps(from.rows, to.rows), taps(from.columns, to.columns)]
  const out = new Float32Array(to.rows * to.columns)
  for (let y = 0, i = 0; y < to.rows; y++) {
    const [top, bottom] = [down.first[y]! * from.columns, down.second[y]! * from.columns]
    const low = down.share[y]!
    for (let x = 0; x < to.columns; x++, i++) {
      const [left, right, share] = [across.first[x]!, across.second[x]!, across.share[x]!]
      const above = plane[top + left]! + share * (plane[top + right]! - plane[top + left]!)
      const below = plane[bottom + left]! + share * (plane[bottom + right]! - plane[bottom + left]!)
      out[i] = above + low * (below - above)
    }
  }
  return out
}

/**
 * Labels on a grid of another size over the same field of view: each label is resampled linearly on its own and the
 * heaviest wins, the lower one on a tie. No value appears that was not there (X25).
 */
export function resampleLabels(plane: Uint8Array, from: PlaneSize, to: PlaneSize): Uint8Array<ArrayBuffer> {
  if (from.rows === to.rows && from.columns === to.columns) return plane.slice()
  const [down, across] = [taps(from.rows, to.rows), taps(from.columns, to.columns)]
  const out = new Uint8Array(to.rows * to.columns)
  for (let y = 0, i = 0; y < to.rows; y++) {
    const [top, bottom] = [down.first[y]! * from.columns, down.second[y]! * from.columns]
    const low = down.share[y]!
    for (let x = 0; x < to.columns; x++, i++) {
      const [left, right, share] = [across.first[x]!, across.second[x]!, across.share[x]!]
      const [a, b] = [plane[top + left]!, plane[top + right]!]
      const [c, d] = [plane[bottom + left]!, plane[bottom + right]!]
      out[i] = a === b && a === c && a === d ? a : heaviest(a, b, c, d, share, low)
    }
  }
  return out
}

function heaviest(a: number, b: number, c: number, d: number, share: number, low: number): number {
  const weightOf = (label: number) =>
    (1 - low) * ((a === label ? 1 - share : 0) + (b === label ? share : 0)) +
    low * ((c === label ? 1 - share : 0) + (d === label ? share : 0))
  let [best, weight] = [a, weightOf(a)]
  for (const label of [b, c, d]) {
    const other = weightOf(label)
    if (other > weight || (other === weight && label < best)) [best, weight] = [label, other]
  }
  return best
}
