/** What the networks of the catalogue can be asked for; each has its own defaults for what is left out. */
export interface NetworkOptions {
  /** [height, width] in pixels. */
  readonly size: readonly [number, number]
  /** Slices of a volume, for networks that take volumes. */
  readonly slices?: number | undefined
  /** Channels of the input image. */
  readonly channels?: number | undefined
  /** Structures, one output channel each; a softmax has the background as one channel more, the first. */
  readonly classes?: number | undefined
  /** Filters of the first level; each level below has twice as many. */
  readonly baseFilters?: number | undefined
  readonly depth?: number | undefined
  /** Maps that each layer of a dense network adds. */
  readonly growth?: number | undefined
  /** Layers of each block of a dense network, from the finest level down and up again. */
  readonly layersPerBlock?: readonly number[] | undefined
  /** True: the network is built without sides of its own and takes an image of any size; `size` is what its table shows. */
  readonly variableSize?: boolean | undefined
  /** Share of maps (spatial dropout) or numbers (element dropout) that is dropped, 0 to 1. */
  readonly dropout?: number | undefined
  readonly norm?: 'instance' | 'none' | undefined
  /** Where a published program does other than it should: as it does, or as it should (networks.md, Q1 to Q52). */
  readonly quirks?: 'faithful' | 'corrected' | undefined
  /** FCN-8s: skips as they are, or scaled down so that all can be trained at once. */
  readonly variant?: 'staged' | 'at-once' | undefined
  /** Blocks of each stage of a residual network. */
  readonly blocks?: readonly number[] | undefined
  /** Residual U-Net: blocks of a stage, at most. */
  readonly mostBlocks?: number | undefined
  /** DeepLab v3: pixels of the image for one of the deepest maps. */
  readonly outputStride?: 8 | 16 | undefined
  /** DeepLab: also at 0.5 and 0.75 of the size, the greatest score of each pixel counts. */
  readonly multiScale?: boolean | undefined
  /** Batch norms keep their running statistics in training. */
  readonly frozenNorm?: boolean | undefined
  /** Decides every weight. */
  readonly seed?: number | undefined
}

/** One line of a network's table. */
export interface NetworkLayer {
  readonly name: string
  readonly kind: string
  /** [height, width, channels] */
  readonly outputShape: readonly number[]
  /** Trained by gradients. */
  readonly parameters: number
  /** Stored but not trained by gradients: moving averages, frozen filters. Left out: none. */
  readonly fixedParameters?: number
  /** Multiply-adds x 2, for one image. */
  readonly flops: number
}
