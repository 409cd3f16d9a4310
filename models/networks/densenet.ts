import * as tf from '@tensorflow/tfjs'
import { initialiseFilters } from '../initialisers/initialiseFilters'
import { varianceScaling } from '../initialisers/truncatedNormal'
import { BatchNorm } from '../layers/BatchNorm'
import { CropOrPad } from '../layers/CropOrPad'
import { ElementDropout } from '../layers/ElementDropout'
import type { NetworkOptions } from './networkOptions'
import { refuseOtherSizes } from './refuseOtherSizes'
import { withDefaults } from './withDefaults'

type Maps = tf.SymbolicTensor

export const densenetDefaults = {
  channels: 1,
  classes: 3,
  growth: 16,
  layersPerBlock: [2, 3, 4, 5, 4, 3, 2] as readonly number[],
  dropout: 0.2,
  quirks: 'corrected',
  seed: 1,
} as const

const norm = { epsilon: 1e-3, decay: 0.999, activation: 'elu' } as const
/** Windows of the three convolutions that read the image. */
export const stemWindows = [3, 5, 7] as const

/**
 * Dense network with residual upsampling and added skips, one slice at a time.
 *
 * Source  Khened et al., Medical Image Analysis 51 (2019); networks.md A3: 651,316 trainable parameters at the defaults
 * Differs `quirks: 'corrected'`: predictions use moments of the norms that are measured without dropout (see BatchNorm)
 * In      [n, height, width, channels]  normalised intensity; sides of 2^poolings or more, best multiples of it
 * Out     [n, height, width, 1 + classes]  probability of background, then of RV cavity, LV myocardium, LV cavity
 */
export function densenet(options: NetworkOptions): tf.LayersModel {
  const { size, channels, classes, growth, layersPerBlock, dropout, quirks, seed } =
    withDensenetDefaults(options)
  const poolings = poolingsOf(layersPerBlock)
  refuseOtherSizes('densenet', size, nearestDensenetSize(size, poolings))

  const conv = (x: Maps, name: string, filters: number, kernelSize: number): Maps =>
    tf.layers
      .conv2d({ name, filters, kernelSize, padding: 'same', kernelInitializer: 'zeros' })
      .apply(x) as Maps
  const unit = (x: Maps, name: string, filters: number, kernelSize: number): Maps => {
    const measured = quirks === 'corrected'
    const active = new BatchNorm({ name: `${name}_norm`, ...norm, measured }).apply(x) as Maps
    const maps = conv(active, name, filters, kernelSize)
    return new ElementDropout({ name: `${name}_drop`, rate: dropout }).apply(maps) as Maps
  }
  const join = (name: string, maps: Maps[]): Maps =>
    maps.length === 1 ? maps[0]! : (tf.layers.concatenate({ name }).apply(maps) as Maps)
  /** Units that each read `x` and what the units before them made. */
  const dense = (x: Maps, block: string, layers: number): Maps[] => {
    const made: Maps[] = []
    for (let layer = 0; layer < layers; layer++) {
      const name = `${block}.${layer}`
      made.push(unit(join(`${name}_stack`, [x, ...made]), name, growth, 3))
    }
    return made
  }
  /** What a block made, added to a projection of its input. */
  const residual = (x: Maps, block: string, projection: string, layers: number): Maps => {
    const short = unit(x, projection, growth * layers, 1)
    const made = join(`${block}_made`, dense(x, block, layers))
    return tf.layers.add({ name: `${block}_out` }).apply([made, short]) as Maps
  }

  const slice = tf.input({ shape: [...size, channels], name: 'slice' })
  let maps = join(
    'stem',
    stemWindows.map((window) => conv(slice, `inc${window}`, growth, window)),
  )
  const skips: Maps[] = []
  for (let level = 0; level < poolings; level++) {
    const stack = join(`d${level}_stack`, [maps, ...dense(maps, `d${level}`, layersPerBlock[level]!)])
    skips.push(unit(stack, `skip${level}`, growth * layersPerBlock[level + 1]!, 1))
    const lower = unit(stack, `td${level}`, channelsOf(stack), 1)
    maps = tf.layers
      .maxPooling2d({ name: `pool${level}`, poolSize: 2, strides: 2, padding: 'valid' })
      .apply(lower) as Maps
  }
  maps = residual(maps, 'b', 'proj', layersPerBlock[poolings]!)
  for (let step = 0; step < poolings; step++) {
    const skip = skips[poolings - 1 - step]!
    const raised = tf.layers
      .conv2dTranspose({
        name: `tu${step}`,
        filters: channelsOf(maps),
        kernelSize: 3,
        strides: 2,
        padding: 'same',
        kernelInitializer: 'zeros',
      })
      .apply(maps) as Maps
    const fitted = new CropOrPad({ name: `fit${step}` }).apply([raised, skip]) as Maps
    const sum = tf.layers.add({ name: `sum${step}` }).apply([fitted, skip]) as Maps
    maps = residual(sum, `u${step}`, `proj${step}`, layersPerBlock[poolings + 1 + step]!)
  }
  const logits = conv(maps, 'logits', classes + 1, 1)
  const posteriors = tf.layers.activation({ activation: 'softmax', name: 'posteriors' }).apply(logits) as Maps
  const model = tf.model({ inputs: slice, outputs: posteriors, name: 'densenet' })
  initialiseFilters(model, varianceScaling, seed)
  return model
}

const channelsOf = (maps: Maps): number => maps.shape.at(-1) ?? 0

export const withDensenetDefaults = (options: NetworkOptions) => withDefaults(densenetDefaults, options)

/** Poolings of a network with so many layers in each block: the blocks stand about the middle one, pairwise alike. */
export function poolingsOf(layersPerBlock: readonly number[]): number {
  const mirrored = layersPerBlock.every((layers, block) => layers === layersPerBlock.at(-1 - block))
  if (!mirrored || layersPerBlock.length % 2 === 0)
    throw new Error(`skips are added: blocks of ${layersPerBlock.join(', ')} layers do not mirror each other`)
  return (layersPerBlock.length - 1) / 2
}

/** Any size of at least one pixel after all poolings: odd sides are made up for at the skips. */
export function nearestDensenetSize(size: readonly [number, number], poolings = 3): [number, number] {
  const fit = (side: number): number => Math.max(side, 2 ** poolings)
  return [fit(size[0]), fit(size[1])]
}
