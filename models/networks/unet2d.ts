import * as tf from '@tensorflow/tfjs'
import { isenseeUnet } from './isenseeUnet'
import type { NetworkOptions } from './networkOptions'
import { refuseOtherSizes } from './refuseOtherSizes'
import { withDefaults } from './withDefaults'

export const unet2dDefaults = {
  channels: 1,
  classes: 3,
  baseFilters: 16,
  depth: 5,
  dropout: 0.3,
  norm: 'instance',
  seed: 1,
} as const

/**
 * 2-D U-Net with residual context modules and deep supervision summed into one output, one slice at a time.
 *
 * Source  Isensee et al., BraTS 2017 (arXiv 1802.10508), as in ellisdg/3DUnetCNN `isensee2017`, in two dimensions;
 *         networks.md A2: 2,770,825 trainable parameters at the defaults
 * Differs the norm has no parameters (the published count has none); `norm: 'none'` leaves it out
 * In      [n, height, width, channels]  normalised intensity; sides divisible by 2^(depth - 1)
 * Out     [n, height, width, classes]   probability of each structure by itself: RV cavity, LV myocardium, LV cavity
 */
export function unet2d(options: NetworkOptions): tf.LayersModel {
  const { size, channels, ...given } = withDefaults(unet2dDefaults, options)
  refuseOtherSizes('unet-2d', size, nearestUnet2dSize(size, given.depth))
  const slice = tf.input({ shape: [...size, channels], name: 'slice' })
  return isenseeUnet('unet-2d', slice, (layer) => tf.layers.conv2d(layer), given)
}

/** The least size that the network takes and that an image of `size` fits into: pad with nought, crop the answer. */
export function nearestUnet2dSize(
  size: readonly [number, number],
  depth: number = unet2dDefaults.depth,
): [number, number] {
  const step = 2 ** (depth - 1)
  // a single pixel at the bottom would leave the norm nothing to measure
  const fit = (side: number): number => Math.max(2, Math.ceil(side / step)) * step
  return [fit(size[0]), fit(size[1])]
}
