import { isenseeUnetLayers } from './isenseeUnet.layers'
import type { NetworkLayer, NetworkOptions } from './networkOptions'
import { unet3dDefaults } from './unet3d'
import { withDefaults } from './withDefaults'

/** The rows of networks.md A2's table of unet-3d, in its order, for any options; no weights are made. */
export function unet3dLayers(options: NetworkOptions): NetworkLayer[] {
  const { size, slices, channels, ...given } = withDefaults(unet3dDefaults, options)
  return isenseeUnetLayers([slices, ...size], channels, given)
}
