import type { JpegLsBits } from './JpegLsBits'
import type { JpegLsParameters } from './jpegLsHeader'

/** Run lengths as powers of two, by run index (ITU-T T.87 table A.2's J). */
const runBits = [
  0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15,
]

/** The place of a component's line: sample x at index x + 1; index 0 and width + 1 are its neighbours beyond the edges. */
export interface Line {
  readonly now: Uint16Array
  readonly above: Uint16Array
}

/** Two contexts of ended runs follow the 365 regular ones. */
const runContexts = 365

/** Decodes samples by the context model of T.87 annex A. One serves all components of a scan. */
export class LineDecoder {
  readonly #sums: Int32Array
  readonly #counts = new Int32Array(runContexts + 2).fill(1)
  readonly #biases = new Int32Array(runContexts)
  readonly #corrections = new Int32Array(runContexts)
  readonly #negatives = new Int32Array(2)
  readonly #step: number
  readonly #range: number
  readonly #escape: number
  readonly #limit: number

  constructor(
    private readonly bits: JpegLsBits,
    private readonly parameters: JpegLsParameters,
    private readonly near: number,
  ) {
    const { maximum } = parameters
    this.#step = 2 * near + 1
    this.#range = Math.floor((maximum + 2 * near) / this.#step) + 1
    this.#escape = Math.ceil(Math.log2(this.#range))
    const width = Math.max(2, Math.ceil(Math.log2(maximum + 1)))
    this.#limit = 2 * (width + Math.max(8, width))
    this.#sums = new Int32Array(runContexts + 2).fill(Math.max(2, Math.floor((this.#range + 32) / 64)))
  }

  /** Signed context of a place: 0 where the neighbourhood is flat (A.3.3, A.3.4). */
  context({ now, above }: Line, at: number): number {
    const corner = above[at - 1]!
    const q1 = this.#quantised(above[at + 1]! - above[at]!)
    const q2 = this.#quantised(above[at]! - corner)
    return 81 * q1 + 9 * q2 + this.#quantised(corner - now[at - 1]!)
  }

  #quantised(difference: number): number {
    const size = Math.abs(difference)
    if (size <= this.near) return 0
    const [t1, t2, t3] = this.parameters.thresholds
    const level = size < t1 ? 1 : size < t2 ? 2 : size < t3 ? 3 : 4
    return difference < 0 ? -level : level
  }

  /** A sample whose neighbourhood is not flat (A.4 to A.6). */
  regular({ now, above }: Line, at: number, signed: number): void {
    const sign = signed < 0 ? -1 : 1
    const context = sign * signed
    const [left, up, corner] = [now[at - 1]!, above[at]!, above[at - 1]!]
    const [low, high] = left < up ? [left, up] : [up, left]
    const edge = corner >= high ? low : corner <= low ? high : left + up - corner
    const predicted = Math.min(
      this.parameters.maximum,
      Math.max(0, edge + sign * this.#corrections[context]!),
    )
    const count = this.#counts[context]!
    let k = 0
    while (count << k < this.#sums[context]! && k < 24) k++
    const mapped = this.bits.golomb(k, this.#limit, this.#escape)
    const inverted = this.near === 0 && k === 0 && 2 * this.#biases[context]! <= -count
    const half = mapped >> 1
    const error = inverted ? (mapped & 1 ? half : -half - 1) : mapped & 1 ? -half - 1 : half
    this.#learn(context, error)
    now[at] = this.#reconstructed(predicted, sign * error)
  }

  #learn(context: number, error: number): void {
    const [sums, counts, biases, corrections] = [this.#sums, this.#counts, this.#biases, this.#corrections]
    biases[context]! += error * this.#step
    sums[context]! += Math.abs(error)
    if (counts[context] === this.parameters.reset) {
      sums[context]! >>= 1
      biases[context]! >>= 1
      counts[context]! >>= 1
    }
    const count = ++counts[context]!
    const bias = biases[context]!
    if (bias <= -count) {
      corrections[context] = Math.max(-128, corrections[context]! - 1)
      biases[context] = Math.max(bias + count, 1 - count)
    } else if (bias > 0) {
      corrections[context] = Math.min(127, corrections[context]! + 1)
      biases[context] = Math.min(bias - count, 0)
    }
  }

  #reconstructed(predicted: number, error: number): number {
    const { maximum } = this.parameters
    const turn = this.#range * this.#step
    let value = predicted + error * this.#step
    if (value < -this.near) value += turn
    else if (value > maximum + this.near) value -= turn
    return Math.min(maximum, Math.max(0, value))
  }

  /** Length of a run of samples like their left neighbour, at most `room`, and the run index afterwards (A.7.1). */
  run(room: number, index: number): { length: number; index: number; ended: boolean } {
    let length = 0
    let at = index
    while (this.bits.bits(1) === 1) {
      const whole = 1 << runBits[at]!
      length += whole
      if (length > room) return { length: room, index: at, ended: false }
      at = Math.min(31, at + 1)
      if (length === room) return { length, index: at, ended: false }
    }
    length += this.bits.bits(runBits[at]!)
    if (length >= room) throw new Error('a run of the JPEG-LS data is longer than its line')
    return { length, index: at, ended: true }
  }

  /** The sample that ends a run (A.7.2). `together`: of several components at once, which share the first context. */
  runEnd({ now, above }: Line, at: number, index: number, together: boolean): void {
    const [left, up] = [now[at - 1]!, above[at]!]
    const flat = !together && Math.abs(left - up) <= this.near ? 1 : 0
    const context = runContexts + flat
    const [sums, counts] = [this.#sums, this.#counts]
    const sum = sums[context]! + (flat ? counts[context]! >> 1 : 0)
    let k = 0
    while (counts[context]! << k < sum && k < 24) k++
    const coded = this.bits.golomb(k, this.#limit - runBits[index]! - 1, this.#escape)
    const odd = (coded + flat) & 1
    const size = (coded + flat + odd) >> 1
    const usual = k !== 0 || 2 * this.#negatives[flat]! >= counts[context]!
    const error = (odd === 1) === usual ? -size : size
    if (error < 0) this.#negatives[flat]!++
    sums[context]! += (coded + 1 - flat) >> 1
    if (counts[context] === this.parameters.reset) {
      sums[context]! >>= 1
      counts[context]! >>= 1
      this.#negatives[flat]! >>= 1
    }
    counts[context]!++
    now[at] = this.#reconstructed(flat ? left : up, flat === 0 && left > up ? -error : error)
  }
}
