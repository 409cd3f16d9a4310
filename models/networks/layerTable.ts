import type { NetworkLayer } from './networkOptions'

/** [height, width], or [depth, height, width] of a volume. */
type Sides = readonly number[]

export interface ConvolutionRow {
  /** Taps of the window, such as 9 for 3 × 3. */
  readonly taps: number
  readonly from: number
  readonly to: number
  /** Left out: one number for each output channel. */
  readonly bias?: number
  /** Parameters beside the filter and the bias, such as those of a norm. */
  readonly more?: number
  /** Numbers that training moves without a gradient, such as averages. */
  readonly fixed?: number
  /** Where the products are taken, when not at the output: a transposed convolution's input. */
  readonly at?: Sides
}

/** The rows of a network's table, in the order in which they are added. */
export class LayerTable {
  readonly rows: NetworkLayer[] = []

  convolution(name: string, kind: string, sides: Sides, row: ConvolutionRow): void {
    const { taps, from, to, bias = to, more = 0, fixed = 0, at = sides } = row
    const products = taps * from * to
    this.rows.push({
      name,
      kind,
      outputShape: [...sides, to],
      parameters: products + bias + more,
      flops: 2 * products * at.reduce((product, side) => product * side, 1),
      ...(fixed ? { fixedParameters: fixed } : {}),
    })
  }

  /** A layer without parameters. */
  free(name: string, kind: string, sides: Sides, channels: number): void {
    this.rows.push({ name, kind, outputShape: [...sides, channels], parameters: 0, flops: 0 })
  }

  /** A layer whose numbers are stored and never trained. */
  frozen(name: string, kind: string, sides: Sides, channels: number, numbers: number): void {
    const row = { name, kind, outputShape: [...sides, channels], parameters: 0, fixedParameters: numbers }
    this.rows.push({ ...row, flops: 0 })
  }
}
