import { isenseeUnetLayers } from './isenseeUnet.layers'
import type { NetworkLayer, NetworkOptions } from './networkOptions'
import { unet2dDefaults } from './unet2d'
import { withDefaults } from './withDefaults'

/** The rows of networks.md A2's table of unet-2d, in its order, for any options; no weights are made. */
export function unet2dLayers(options: NetworkOptions): NetworkLayer[] {
  const { size, channels, ...given } = withDefaults(unet2dDefaults, options)
  return isenseeUnetLayers(size, channels, given)
}
