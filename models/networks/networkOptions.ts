/** What the networks of the catalogue can be asked for; each has its own defaults for what is left out. */
export interface NetworkOptions {
  /** [height, width] in pixels. */
  readonly size: readonly [number, number]
  /** Channels of the input image. */
  readonly channels?: number | undefined
  /** Structures, one output channel each. */
  readonly classes?: number | undefined
  /** Filters of the first level; each level below has twice as many. */
  readonly baseFilters?: number | undefined
  readonly depth?: number | undefined
  /** Share of maps that spatial dropout drops, 0 to 1. */
  readonly dropout?: number | undefined
  readonly norm?: 'instance' | 'none' | undefined
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
