/** What the networks of the catalogue can be asked for; each has its own defaults for what is left out. */
export interface NetworkOptions {
  /** [height, width] in pixels. */
  readonly size: readonly [number, number]
  /** Channels of the input image. */
  readonly channels?: number | undefined
  /** Structures, one output channel each; a softmax has the background as one channel more, the first. */
  readonly classes?: number | undefined
  /** Filters of the first level; each level below has twice as many. */
  readonly baseFilters?: number | undefined
  readonly depth?: number | undefined
  /** Share of maps that spatial dropout drops, 0 to 1. */
  readonly dropout?: number | undefined
  readonly norm?: 'instance' | 'none' | undefined
  /** Where a published program does other than it should: as it does, or as it should (networks.md, Q1 to Q52). */
  readonly quirks?: 'faithful' | 'corrected' | undefined
  /** Decides every weight. */
  readonly seed?: number | undefined
}

/** One line of a network's table. */
export interface NetworkLayer {
  readonly name: string
  readonly kind: string
  /** [height, width, channels] */
  readonly outputShape: readonly number[]
  readonly parameters: number
  /** Multiply-adds x 2, for one image. */
  readonly flops: number
}
