import type { NetworkLayer, NetworkOptions } from './networkOptions'
import { residualUnetPlan, withResidualUnetDefaults } from './residualUnet'
import { residualLayers } from './residualUnet.rows'

/** The rows of residual-unet (networks.md A9) for any options; no weights are made. */
export function residualUnetLayers(options: NetworkOptions): NetworkLayer[] {
  const { channels, classes } = withResidualUnetDefaults(options)
  return residualLayers(residualUnetPlan(options), channels, classes + 1)
}
