import * as tf from '@tensorflow/tfjs'
import { heNormal, smallNormal } from '../initialisers/heNormal'
import { initialiseFilters } from '../initialisers/initialiseFilters'
import { BilinearUpscore } from '../layers/BilinearUpscore'
import { CeilMaxPool } from '../layers/CeilMaxPool'
import { CropAt } from '../layers/CropAt'
import { ElementDropout } from '../layers/ElementDropout'
import { GreyPlanes } from '../layers/GreyPlanes'
import { PaddedConv2D } from '../layers/PaddedConv2D'
import { Scale } from '../layers/Scale'
import type { NetworkOptions } from './networkOptions'
import { withDefaults } from './withDefaults'

type Maps = tf.SymbolicTensor

export const fcn8sDefaults = {
  channels: 3,
  classes: 1,
  baseFilters: 64,
  dropout: 0.5,
  quirks: 'corrected',
  variant: 'staged',
  seed: 1,
} as const

/** Convolutions of the five levels of VGG-16, and their filters as multiples of the first level's. */
export const vggLevels = [
  { convolutions: 2, times: 1 },
  { convolutions: 2, times: 2 },
  { convolutions: 3, times: 4 },
  { convolutions: 3, times: 8 },
  { convolutions: 3, times: 8 },
] as const
/** fc6 and fc7 have 4,096 maps where the first level has 64. */
export const denseTimes = 64
export const fcn8sCrops = { pool4: 5, pool3: 9, score: 31 } as const

/**
 * VGG-16 made fully convolutional, with two skips: strides of 8 pixels. One slice at a time.
 *
 * Source  Long, Shelhamer & Darrell, CVPR 2015, fig. 3; networks.md A5: 134,270,278 trainable parameters at the
 *         defaults, 1,152 numbers of the frozen up-sampling beside them
 * Differs `quirks: 'corrected'`: filters are drawn (Q23b; published: to be loaded, else all nought)
 * In      [n, height, width, 1]  grey, copied to `channels` planes; any size
 * Out     [n, height, width, 1 + classes]  probability of background, then of the structures
 */
export function fcn8s(options: NetworkOptions): tf.LayersModel {
  const { size, channels, classes, dropout, quirks, variant, seed, baseFilters } = withFcn8sDefaults(options)
  const conv = (x: Maps, name: string, filters: number, kernel: number, pad: number, relu = true): Maps =>
    new PaddedConv2D({ name, filters, kernel, pad, relu }).apply(x) as Maps
  const drop = (x: Maps, name: string): Maps => new ElementDropout({ name, rate: dropout }).apply(x) as Maps
  const up = (x: Maps, name: string, kernel: number, stride: number): Maps =>
    new BilinearUpscore({ name, kernel, stride }).apply(x) as Maps
  const crop = (x: Maps, name: string, offset: number, like: Maps): Maps =>
    new CropAt({ name, offset, size: like.shape.slice(1, 3) as [number, number] }).apply(x) as Maps
  const add = (a: Maps, b: Maps, name: string): Maps => tf.layers.add({ name }).apply([a, b]) as Maps
  const scores = classes + 1

  const slice = tf.input({ shape: [...size, 1], name: 'slice' })
  let maps = new GreyPlanes({ name: 'planes', planes: channels, shift: 0 }).apply(slice) as Maps
  const pools: Maps[] = []
  for (const [level, { convolutions, times }] of vggLevels.entries()) {
    for (let n = 1; n <= convolutions; n++)
      maps = conv(maps, `conv${level + 1}_${n}`, times * baseFilters, 3, level === 0 && n === 1 ? 100 : 1)
    maps = new CeilMaxPool({ name: `pool${level + 1}`, kernel: 2, stride: 2 }).apply(maps) as Maps
    pools.push(maps)
  }
  const [, , pool3, pool4, pool5] = pools as [Maps, Maps, Maps, Maps, Maps]
  const fc6 = drop(conv(pool5, 'fc6', denseTimes * baseFilters, 7, 0), 'drop6')
  const fc7 = drop(conv(fc6, 'fc7', denseTimes * baseFilters, 1, 0), 'drop7')
  /** At once: the skips come in so small that the deep scores lead at first. */
  const skip = (pool: Maps, name: string, share: number): Maps =>
    conv(
      variant === 'at-once' ? scaled(pool, `scale_${name}`, share) : pool,
      `score_${name}`,
      scores,
      1,
      0,
      false,
    )

  const upscore2 = up(conv(fc7, 'score_fr', scores, 1, 0, false), 'upscore2', 4, 2)
  const skip4 = crop(skip(pool4, 'pool4', 0.01), 'score_pool4c', fcn8sCrops.pool4, upscore2)
  const upscore4 = up(add(upscore2, skip4, 'fuse_pool4'), 'upscore_pool4', 4, 2)
  const skip3 = crop(skip(pool3, 'pool3', 0.0001), 'score_pool3c', fcn8sCrops.pool3, upscore4)
  const upscore8 = up(add(upscore4, skip3, 'fuse_pool3'), 'upscore8', 16, 8)
  const logits = new CropAt({ name: 'score', offset: fcn8sCrops.score, size }).apply(upscore8) as Maps
  const probability = tf.layers.activation({ activation: 'softmax', name: 'out' }).apply(logits) as Maps
  const model = tf.model({ inputs: slice, outputs: probability, name: 'fcn-8s' })
  if (quirks === 'corrected') {
    initialiseFilters(model, heNormal(), seed, ({ name }) => !name.startsWith('score'))
    initialiseFilters(model, smallNormal(0.01), seed, ({ name }) => name.startsWith('score'))
  }
  return model
}

const scaled = (x: Maps, name: string, by: number): Maps => new Scale({ name, by }).apply(x) as Maps

export const withFcn8sDefaults = (options: NetworkOptions) => withDefaults(fcn8sDefaults, options)
