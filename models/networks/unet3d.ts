import * as tf from '@tensorflow/tfjs'
import { isenseeUnet } from './isenseeUnet'
import type { NetworkOptions } from './networkOptions'
import { refuseOtherSizes } from './refuseOtherSizes'
import { nearestUnet2dSize, unet2dDefaults } from './unet2d'
import { withDefaults } from './withDefaults'

export const unet3dDefaults = { ...unet2dDefaults, slices: 16, baseFilters: 32 } as const

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
  const { size, slices, channels, ...given } = withDefaults(unet3dDefaults, options)
  const sides = [slices, ...size]
  const nearest = [nearestUnet3dSlices(slices, given.depth), ...nearestUnet2dSize(size, given.depth)]
  refuseOtherSizes('unet-3d', sides, nearest)
  const volume = tf.input({ shape: [...sides, channels], name: 'volume' })
  return isenseeUnet('unet-3d', volume, (layer) => tf.layers.conv3d(layer), given)
}

/** The least number of slices that the network takes and that a stack of so many fits into. */
export function nearestUnet3dSlices(slices: number, depth: number = unet3dDefaults.depth): number {
  const step = 2 ** (depth - 1)
  return Math.max(1, Math.ceil(slices / step)) * step
}
