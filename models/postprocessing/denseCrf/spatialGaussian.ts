import { gaussianTaps } from './bilateralGrid'

/** Sums over all pixels j of a plane, exp(−|p_i − p_j|²/2σ²) · v_j, p in pixels; cut off at 4 σ, nothing beyond the edge. */
export class SpatialGaussian {
  private readonly taps: Float64Array
  private readonly between: Float32Array

  constructor(
    private readonly rows: number,
    private readonly columns: number,
    sigmaPx: number,
  ) {
    this.taps = gaussianTaps(sigmaPx)
    this.between = new Float32Array(rows * columns)
  }

  /** The sums for `given` [rows, columns], written to `out`; the two may be the same array. */
  filter(given: Float32Array, out: Float32Array): void {
    const { rows, columns, taps, between } = this
    const reach = taps.length - 1
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++) {
        let sum = 0
        const until = Math.min(columns - 1, x + reach)
        for (let k = Math.max(0, x - reach); k <= until; k++)
          sum += taps[Math.abs(k - x)]! * given[y * columns + k]!
        between[y * columns + x] = sum
      }
    out.fill(0)
    for (let y = 0; y < rows; y++) {
      const until = Math.min(rows - 1, y + reach)
      for (let k = Math.max(0, y - reach); k <= until; k++) {
        const weight = taps[Math.abs(k - y)]!
        for (let x = 0; x < columns; x++) out[y * columns + x]! += weight * between[k * columns + x]!
      }
    }
  }

  /** The weight of each pixel's own value in its sum. */
  own(): Float32Array {
    return new Float32Array(this.rows * this.columns).fill(1)
  }
}
