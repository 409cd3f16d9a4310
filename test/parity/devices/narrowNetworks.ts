import type { NetworkId } from '#shared/domain/network'
import { networkCatalogue, outputKind } from '#models/networks/catalogue'
import type { NetworkOptions } from '#models/networks/networkOptions'
import {
  networkTrainer,
  trainerBatch,
  type NetworkTrainer,
  type TrainerBatch,
} from '../networks/networkTrainer'

interface Narrow {
  readonly options: NetworkOptions & { readonly classes: number }
  /** Sides of an image, or of a volume. */
  readonly pixels: readonly number[]
}

/** Every network that is compared between devices, narrow and small; filters in whole blocks of eight where it has any. */
export const narrowNetworks = {
  'unet-2d': {
    options: { size: [16, 16], baseFilters: 8, depth: 2, classes: 3, seed: 5 },
    pixels: [16, 16],
  },
  densenet: {
    options: { size: [12, 12], growth: 8, layersPerBlock: [2, 2, 2], classes: 3, seed: 5 },
    pixels: [12, 12],
  },
  'fcn-tran': { options: { size: [24, 24], baseFilters: 8, classes: 1, seed: 5 }, pixels: [24, 24] },
} satisfies Partial<Record<NetworkId, Narrow>>

export type NarrowNetwork = keyof typeof narrowNetworks

export function narrowTrainer(id: NarrowNetwork): NetworkTrainer {
  const { options } = narrowNetworks[id]
  return networkTrainer(networkCatalogue[id].build(options), outputKind(id, options.classes), true)
}

export const narrowBatch = (id: NarrowNetwork, images: number): TrainerBatch =>
  trainerBatch(images, narrowNetworks[id].pixels, narrowNetworks[id].options.classes)
