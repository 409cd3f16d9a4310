/** Grid cells to one standard deviation of the spatial Gaussian. */
const cellsPerSigma = 4

/** Grey levels of a picture. */
const greys = 256

/**
 * Sums over all pixels j of a picture, exp(−|p_i − p_j|²/2σ² − |g_i − g_j|²/2σ_g²) · v_j, of p in pixels and g a whole
 * grey level. After the bilateral grid (Chen, Paris & Durand, SIGGRAPH 2007, doi:10.1145/1276377.1276506): values are
 * spread over a coarse grid in space, smoothed there, and read back.
 *
 * Grey levels have a cell each, so along them the kernel is exact. In space the spreading and the reading widen the kernel
 * by a sixth of a cell's square each, on average; the smoothing is narrower by that. What is left depends on where in its
 * cell a pixel lies: the kernel's variance is off by −1/3 to +1/6 of a cell's square, a 48th to a 96th of σ², so that no
 * weight is off by more than 3 % of the largest. Gaussians end at 4 σ (3 · 10⁻⁴).
 */
export class BilateralGrid {
  private readonly across: number
  private readonly down: number
  private readonly cell: number
  /** First cell of each pixel, and how far it lies towards the next one. */
  private readonly first: Int32Array
  private readonly right: Float32Array
  private readonly below: Float32Array
  private readonly spaceTaps: Float64Array
  private readonly greyTaps: Float64Array
  private readonly values: Float32Array
  private readonly other: Float32Array

  /** `grey` [rows, columns]: whole levels of 0 to 255. */
  constructor(grey: Uint8Array, rows: number, columns: number, sigmaPx: number, sigmaGrey: number) {
    this.cell = sigmaPx / cellsPerSigma
    this.across = Math.floor((columns - 1) / this.cell) + 2
    this.down = Math.floor((rows - 1) / this.cell) + 2
    this.first = new Int32Array(rows * columns)
    this.right = new Float32Array(rows * columns)
    this.below = new Float32Array(rows * columns)
    for (let y = 0, i = 0; y < rows; y++)
      for (let x = 0; x < columns; x++, i++) {
        const [u, v] = [Math.floor(x / this.cell), Math.floor(y / this.cell)]
        this.first[i] = (v * this.across + u) * greys + grey[i]!
        this.right[i] = x / this.cell - u
        this.below[i] = y / this.cell - v
      }
    this.spaceTaps = gaussianTaps(Math.sqrt(cellsPerSigma ** 2 - 1 / 3))
    this.greyTaps = gaussianTaps(sigmaGrey)
    this.values = new Float32Array(this.across * this.down * greys)
    this.other = new Float32Array(this.values.length)
  }

  /** The sums for `given` [rows, columns], written to `out`; the two may be the same array. */
  filter(given: Float32Array, out: Float32Array): void {
    const { first, right, below, values, across } = this
    const line = across * greys
    values.fill(0)
    for (let i = 0; i < given.length; i++) {
      const [cell, r, b, value] = [first[i]!, right[i]!, below[i]!, given[i]!]
      values[cell]! += (1 - r) * (1 - b) * value
      values[cell + greys]! += r * (1 - b) * value
      values[cell + line]! += (1 - r) * b * value
      values[cell + line + greys]! += r * b * value
    }
    this.smooth()
    for (let i = 0; i < out.length; i++) {
      const [cell, r, b] = [first[i]!, right[i]!, below[i]!]
      out[i] =
        (1 - b) * ((1 - r) * values[cell]! + r * values[cell + greys]!) +
        b * ((1 - r) * values[cell + line]! + r * values[cell + line + greys]!)
    }
  }

  /** The weight of each pixel's own value in its sum. */
  own(): Float32Array {
    const [peak, beside] = [this.spaceTaps[0]!, this.spaceTaps[1]!]
    const along = (part: number): number =>
      ((1 - part) ** 2 + part ** 2) * peak + 2 * part * (1 - part) * beside
    return this.right.map((right, i) => along(right) * along(this.below[i]!))
  }

  /** All three axes of the grid, one after the other. */
  private smooth(): void {
    const { across, down, values, other, spaceTaps } = this
    smoothGreys(values, other, this.greyTaps)
    for (let v = 0; v < down; v++) smoothLines(other, values, spaceTaps, v * across * greys, greys, across)
    for (let u = 0; u < across; u++) smoothLines(values, other, spaceTaps, u * greys, across * greys, down)
    values.set(other)
  }
}

/** exp(−n²/2σ²) for n of 0 to 4 σ. */
export function gaussianTaps(sigma: number): Float64Array {
  return Float64Array.from({ length: Math.ceil(4 * sigma) + 1 }, (_, n) =>
    Math.exp(-(n * n) / (2 * sigma ** 2)),
  )
}

/** Smooths each run of grey levels; runs without any value stay empty. */
function smoothGreys(from: Float32Array, to: Float32Array, taps: Float64Array): void {
  to.fill(0)
  for (let start = 0; start < from.length; start += greys)
    for (let g = 0; g < greys; g++) {
      const value = from[start + g]!
      if (value === 0) continue
      const [low, high] = [Math.max(0, g - taps.length + 1), Math.min(greys - 1, g + taps.length - 1)]
      for (let k = low; k <= high; k++) to[start + k]! += taps[Math.abs(k - g)]! * value
    }
}

/** Smooths `count` runs of grey levels that lie `step` apart, each as a whole. */
function smoothLines(
  from: Float32Array,
  to: Float32Array,
  taps: Float64Array,
  start: number,
  step: number,
  count: number,
): void {
  for (let at = 0; at < count; at++) {
    const target = start + at * step
    to.fill(0, target, target + greys)
    const [low, high] = [Math.max(0, at - taps.length + 1), Math.min(count - 1, at + taps.length - 1)]
    for (let other = low; other <= high; other++) {
      const weight = taps[Math.abs(other - at)]!
      const source = start + other * step
      for (let g = 0; g < greys; g++) to[target + g]! += weight * from[source + g]!
    }
  }
}
