import * as tf from '@tensorflow/tfjs'
import { glorotUniform } from '../initialisers/glorotUniform'
import { initialiseFilters } from '../initialisers/initialiseFilters'
import { InstanceNorm } from '../layers/InstanceNorm'
import { SpatialDropout } from '../layers/SpatialDropout'
import { UpsampleNearest } from '../layers/UpsampleNearest'
import type { NetworkOptions } from './networkOptions'
import { refuseOtherSizes } from './refuseOtherSizes'
import { segmentationLevels } from './unet2d'

type Maps = tf.SymbolicTensor

export const unet3dDefaults = {
  slices: 16,
  channels: 1,
  classes: 3,
  baseFilters: 32,
  depth: 5,
  dropout: 0.3,
  norm: 'instance',
  seed: 1,
} as const

const slope = 0.3
const normOptions = { epsilon: 1e-3, on: 'deviation', alpha: slope } as const

/**
 * 3-D U-Net with residual context modules and deep supervision summed into one output, a whole stack of slices at a time.
 *
 * Source  Isensee et al., BraTS 2017 (arXiv 1802.10508), as in ellisdg/3DUnetCNN `isensee2017`; networks.md A2:
 *         33,049,417 trainable parameters at the defaults
 * Differs the norm has no parameters (the published count has none); `norm: 'none'` leaves it out
 * In      [n, slices, height, width, channels]  normalised intensity; all three divisible by 2^(depth - 1)
 * Out     [n, slices, height, width, classes]   probability of each structure by itself
 */
export function unet3d(options: NetworkOptions): tf.LayersModel {
  const given = withUnet3dDefaults(options)
  const { size, slices, channels, classes, baseFilters, depth, dropout, norm, seed } = given
  const sides = [slices, ...size]
  refuseOtherSizes('unet-3d', sides, [nearestUnet3dSlices(slices, depth), ...nearestUnet3dSize(size, depth)])

  const conv = (x: Maps, name: string, filters: number, kernelSize: number, strides = 1): Maps =>
    tf.layers
      .conv3d({ name, filters, kernelSize, strides, padding: 'same', kernelInitializer: 'zeros' })
      .apply(x) as Maps
  const block = (x: Maps, name: string, filters: number, kernelSize = 3, strides = 1): Maps => {
    const maps = conv(x, name, filters, kernelSize, strides)
    const activation =
      norm === 'instance'
        ? new InstanceNorm({ name: `${name}_norm`, ...normOptions })
        : tf.layers.leakyReLU({ name: `${name}_relu`, alpha: slope })
    return activation.apply(maps) as Maps
  }
  const add = (a: Maps, b: Maps, name: string): Maps => tf.layers.add({ name }).apply([a, b]) as Maps
  const join = (a: Maps, b: Maps, name: string): Maps => tf.layers.concatenate({ name }).apply([a, b]) as Maps
  const up = (x: Maps, name: string): Maps => new UpsampleNearest({ name }).apply(x) as Maps

  const volume = tf.input({ shape: [...sides, channels], name: 'volume' })
  const filters = Array.from({ length: depth }, (_, level) => baseFilters * 2 ** level)
  const sums: Maps[] = []
  let maps: Maps = volume
  for (const [level, width] of filters.entries()) {
    const entry = block(maps, `in_${level}`, width, 3, level === 0 ? 1 : 2)
    const context = block(entry, `ctx_${level}a`, width)
    const dropped = new SpatialDropout({ name: `drop_${level}`, rate: dropout }).apply(context) as Maps
    maps = add(entry, block(dropped, `ctx_${level}b`, width), `sum_${level}`)
    sums.push(maps)
  }

  let logits: Maps | null = null
  for (let level = depth - 2; level >= 0; level--) {
    const width = filters[level]!
    const raised = block(up(maps, `up_${level}x2`), `up_${level}`, width)
    const local = block(join(sums[level]!, raised, `cat_${level}`), `loc_${level}a`, width)
    maps = block(local, `loc_${level}b`, width, 1)
    if (level >= segmentationLevels) continue
    const segmentation = conv(maps, `seg_${level}`, classes, 1)
    logits = logits ? add(up(logits, `y_${level + 1}x2`), segmentation, `y_${level}`) : segmentation
  }

  const probability = tf.layers.activation({ activation: 'sigmoid', name: 'out' }).apply(logits!) as Maps
  const model = tf.model({ inputs: volume, outputs: probability, name: 'unet-3d' })
  initialiseFilters(model, glorotUniform, seed)
  return model
}

export function withUnet3dDefaults(options: NetworkOptions) {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  return { ...unet3dDefaults, ...given } as Required<{
    [Key in keyof NetworkOptions]: NonNullable<NetworkOptions[Key]>
  }>
}

/** The least [height, width] that the network takes and that a slice of `size` fits into: pad with nought, crop the answer. */
export function nearestUnet3dSize(
  size: readonly [number, number],
  depth: number = unet3dDefaults.depth,
): [number, number] {
  const step = 2 ** (depth - 1)
  // a single voxel at the bottom would leave the norm nothing to measure
  const fit = (side: number): number => Math.max(2, Math.ceil(side / step)) * step
  return [fit(size[0]), fit(size[1])]
}

/** The least number of slices that the network takes and that a stack of so many fits into. */
export function nearestUnet3dSlices(slices: number, depth: number = unet3dDefaults.depth): number {
  const step = 2 ** (depth - 1)
  return Math.max(1, Math.ceil(slices / step)) * step
}
