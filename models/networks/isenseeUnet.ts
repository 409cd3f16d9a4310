import * as tf from '@tensorflow/tfjs'
import { glorotUniform } from '../initialisers/glorotUniform'
import { initialiseFilters } from '../initialisers/initialiseFilters'
import { InstanceNorm } from '../layers/InstanceNorm'
import { SpatialDropout } from '../layers/SpatialDropout'
import { UpsampleNearest } from '../layers/UpsampleNearest'

type Maps = tf.SymbolicTensor
type ConvLayer = Parameters<typeof tf.layers.conv2d>[0] & Parameters<typeof tf.layers.conv3d>[0]

export interface IsenseeUnetOptions {
  readonly classes: number
  readonly baseFilters: number
  readonly depth: number
  readonly dropout: number
  readonly norm: 'instance' | 'none'
  readonly seed: number
}

/** Levels, from the finest, whose maps are turned into a segmentation and summed. */
export const segmentationLevels = 3
const slope = 0.3
const normOptions = { epsilon: 1e-3, on: 'deviation', alpha: slope } as const

/**
 * The U-Net of Isensee et al. (BraTS 2017) over slices or volumes: `convolution` is the layer of one or the other. Each
 * level goes down by a stride of 2 into a residual context module; on the way up maps are doubled, joined and
 * localised; the finest levels' segmentations are summed. `unet2d` and `unet3d` tell the rest.
 */
export function isenseeUnet(
  name: string,
  input: Maps,
  convolution: (layer: ConvLayer) => tf.layers.Layer,
  { classes, baseFilters, depth, dropout, norm, seed }: IsenseeUnetOptions,
): tf.LayersModel {
  const conv = (x: Maps, id: string, filters: number, kernelSize: number, strides = 1): Maps =>
    convolution({
      name: id,
      filters,
      kernelSize,
      strides,
      padding: 'same',
      kernelInitializer: 'zeros',
    }).apply(x) as Maps
  const block = (x: Maps, id: string, filters: number, kernelSize = 3, strides = 1): Maps => {
    const maps = conv(x, id, filters, kernelSize, strides)
    const activation =
      norm === 'instance'
        ? new InstanceNorm({ name: `${id}_norm`, ...normOptions })
        : tf.layers.leakyReLU({ name: `${id}_relu`, alpha: slope })
    return activation.apply(maps) as Maps
  }
  const add = (a: Maps, b: Maps, id: string): Maps => tf.layers.add({ name: id }).apply([a, b]) as Maps
  const join = (a: Maps, b: Maps, id: string): Maps =>
    tf.layers.concatenate({ name: id }).apply([a, b]) as Maps
  const up = (x: Maps, id: string): Maps => new UpsampleNearest({ name: id }).apply(x) as Maps

  const filters = Array.from({ length: depth }, (_, level) => baseFilters * 2 ** level)
  const sums: Maps[] = []
  let maps: Maps = input
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
  const model = tf.model({ inputs: input, outputs: probability, name })
  initialiseFilters(model, glorotUniform, seed)
  return model
}
