import * as tf from '@tensorflow/tfjs'
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
  'unet-2d': { options: { size: [16, 16], baseFilters: 8, depth: 2, classes: 3, seed: 5 }, pixels: [16, 16] },
  'unet-3d': {
    options: { size: [8, 8], slices: 4, baseFilters: 8, depth: 2, classes: 3, seed: 5 },
    pixels: [4, 8, 8],
  },
  densenet: {
    options: { size: [12, 12], growth: 8, layersPerBlock: [2, 2, 2], classes: 3, seed: 5 },
    pixels: [12, 12],
  },
  'fcn-tran': { options: { size: [24, 24], baseFilters: 8, classes: 1, seed: 5 }, pixels: [24, 24] },
  'fcn-alexnet': { options: { size: [24, 24], baseFilters: 24, classes: 3, seed: 5 }, pixels: [24, 24] },
  'fcn-8s': { options: { size: [16, 16], baseFilters: 8, classes: 3, seed: 5 }, pixels: [16, 16] },
  'deeplab-v3': {
    options: { size: [33, 33], baseFilters: 8, blocks: [1, 1, 1, 1], classes: 3, seed: 5 },
    pixels: [33, 33],
  },
  'deeplab-v2': {
    options: { size: [33, 33], baseFilters: 8, blocks: [1, 1, 1, 1], frozenNorm: true, classes: 3, seed: 5 },
    pixels: [33, 33],
  },
  'residual-unet': {
    options: { size: [16, 16], baseFilters: 8, mostBlocks: 1, classes: 3, seed: 5 },
    pixels: [16, 16],
  },
  'encoder-decoder': { options: { size: [16, 16], baseFilters: 8, classes: 3, seed: 5 }, pixels: [16, 16] },
  'encoder-decoder-unet': {
    options: { size: [16, 16], baseFilters: 8, classes: 3, seed: 5 },
    pixels: [16, 16],
  },
  // 32 pixels would leave one at the bottom, where an instance's norm is all rounding; both seeds below put no pixel on the
  // kink of the leaky ReLU, where rounding decides its slope (seed 5 does: gradients apart by a hundredth)
  'isensee-acdc-2d': { options: { size: [64, 64], baseFilters: 8, classes: 3, seed: 7 }, pixels: [64, 64] },
  'isensee-acdc-3d': {
    options: { size: [32, 32], slices: 4, baseFilters: 8, classes: 3, seed: 6 },
    pixels: [4, 32, 32],
  },
} satisfies Record<NetworkId, Narrow>

export type NarrowNetwork = keyof typeof narrowNetworks

/**
 * Biases of one, so that no map is all but dead after its ReLU: a norm would make what was rounded off as large as any map.
 * Scales of one, so that blocks that begin as their shortcuts have gradients to compare.
 */
function lively(model: tf.LayersModel): tf.LayersModel {
  for (const { weights } of model.layers)
    for (const weight of weights)
      if (/bias|gamma/.test(weight.originalName))
        tf.tidy(() => {
          weight.write(tf.ones(weight.shape as number[]))
        })
  return model
}

export function narrowTrainer(id: NarrowNetwork): NetworkTrainer {
  const { options } = narrowNetworks[id]
  const kind = outputKind(id, options.classes)
  return networkTrainer(lively(networkCatalogue[id].build(options)), kind, true, id === 'residual-unet')
}

/** A batch for it: a softmax has a channel more than there are structures. */
export function narrowBatch(id: NarrowNetwork, images: number, { model }: NetworkTrainer): TrainerBatch {
  const { options, pixels } = narrowNetworks[id]
  const channels = model.outputs[0]!.shape.at(-1)!
  const background = outputKind(id, options.classes) === 'softmax' ? 1 : 0
  return trainerBatch(images, pixels, channels - background)
}
