import * as tf from '@tensorflow/tfjs'
import { AffineBatchNorm } from '../layers/AffineBatchNorm'
import { CeilMaxPool } from '../layers/CeilMaxPool'
import { PaddedConv2D, type PaddedConv2DOptions } from '../layers/PaddedConv2D'

export type Maps = tf.SymbolicTensor

/** One of ResNet's stages 2 to 5. */
export interface Stage {
  readonly blocks: number
  /** Of the first block. */
  readonly stride: number
  /** Of each block's 3×3 convolution, times the block's multi-grid factor. */
  readonly dilation: number
  readonly multiGrid?: readonly number[]
}

export interface ResnetOptions {
  readonly stages: readonly Stage[]
  readonly baseFilters: number
}

export interface NormOptions {
  readonly frozen: boolean
  readonly trainable: boolean
  readonly update: number
  readonly meansFirst: boolean
}

/** Dilation of a block's 3×3 convolution. */
export const blockDilation = ({ dilation, multiGrid }: Stage, block: number): number =>
  dilation * (multiGrid?.[block] ?? 1)

/** Maps that a stage gives: four times the first layer's for stage 2, twice as many for each further one. */
export const stageWidth = (baseFilters: number, stage: number): number => 4 * baseFilters * 2 ** stage

/**
 * The layers of a DeepLab, each made once: the same layer serves an image at every scale.
 *
 * Source  He et al., CVPR 2016, table 1 (ResNet-101), stride on the first 1×1 convolution of a stage; dilations as in
 *         Chen et al., arXiv 1606.00915 and 1706.05587; networks.md A6
 */
export class DeeplabLayers {
  readonly #made = new Map<string, tf.layers.Layer>()

  constructor(private readonly norm: NormOptions) {}

  once(name: string, make: () => tf.layers.Layer): tf.layers.Layer {
    const layer = this.#made.get(name) ?? make()
    this.#made.set(name, layer)
    return layer
  }

  /** Convolution, batch norm, and a ReLU unless `relu` is false. */
  unit(x: Maps, options: PaddedConv2DOptions): Maps {
    const { name, relu = true } = options
    const conv = this.once(name, () => new PaddedConv2D({ ...options, bias: false, relu: false }))
    const norm = this.once(
      `${name}.bn`,
      () => new AffineBatchNorm({ name: `${name}.bn`, ...this.norm, relu }),
    )
    return norm.apply(conv.apply(x)) as Maps
  }

  resnet(x: Maps, { stages, baseFilters }: ResnetOptions): Maps {
    const stem = { name: 'layer1.conv1', filters: baseFilters, kernel: 7, stride: 2, pad: 3 }
    const pool = (): tf.layers.Layer => new CeilMaxPool({ name: 'layer1.pool', kernel: 3, stride: 2, pad: 1 })
    let maps = this.once('layer1.pool', pool).apply(this.unit(x, stem)) as Maps
    stages.forEach((stage, number) => {
      const width = stageWidth(baseFilters, number)
      for (let block = 0; block < stage.blocks; block++)
        maps = this.#bottleneck(maps, `layer${number + 2}.block${block + 1}`, width, stage, block)
    })
    return maps
  }

  /** ReLU(increase(conv3x3(reduce(x))) + shortcut(x)) */
  #bottleneck(x: Maps, name: string, width: number, stage: Stage, block: number): Maps {
    const narrow = width / 4
    const stride = block === 0 ? stage.stride : 1
    const dilation = blockDilation(stage, block)
    const reduced = this.unit(x, { name: `${name}.reduce`, filters: narrow, kernel: 1, stride })
    const middle = { name: `${name}.conv3x3`, filters: narrow, kernel: 3, pad: dilation, dilation }
    const last = { name: `${name}.increase`, filters: width, kernel: 1, relu: false }
    const increased = this.unit(this.unit(reduced, middle), last)
    const side = { name: `${name}.shortcut`, filters: width, kernel: 1, stride, relu: false }
    const shortcut = block === 0 ? this.unit(x, side) : x
    const sum = this.once(`${name}.sum`, () => tf.layers.add({ name: `${name}.sum` }))
    const relu = this.once(`${name}.relu`, () => tf.layers.reLU({ name: `${name}.relu` }))
    return relu.apply(sum.apply([increased, shortcut])) as Maps
  }
}
