import * as tf from '@tensorflow/tfjs'
import { heNormal, smallNormal } from '../initialisers/heNormal'
import { initialiseFilters } from '../initialisers/initialiseFilters'
import { BilinearUpscore } from '../layers/BilinearUpscore'
import { CeilMaxPool } from '../layers/CeilMaxPool'
import { CropAt } from '../layers/CropAt'
import { ElementDropout } from '../layers/ElementDropout'
import { GreyPlanes } from '../layers/GreyPlanes'
import { LocalResponseNorm } from '../layers/LocalResponseNorm'
import { PaddedConv2D, type PaddedConv2DOptions } from '../layers/PaddedConv2D'
import type { NetworkOptions } from './networkOptions'
import { withDefaults } from './withDefaults'

type Maps = tf.SymbolicTensor

export const fcnAlexnetDefaults = {
  channels: 3,
  classes: 1,
  baseFilters: 96,
  dropout: 0.5,
  quirks: 'corrected',
  seed: 1,
} as const

/** What the published definition takes from every value. */
export const alexnetShift = 116
export const alexnetCrop = 18
export const alexnetUpscore = { kernel: 63, stride: 32 } as const

/**
 * AlexNet made fully convolutional, one slice at a time.
 *
 * Source  Long, Shelhamer & Darrell, CVPR 2015, as in NVIDIA DIGITS' `fcn_alexnet.prototxt`; networks.md A4: 56,876,418
 *         trainable parameters at the defaults, 7,938 numbers of the frozen up-sampling beside them
 * Differs `quirks: 'corrected'`: filters are drawn (Q23; published: all nought, so that only one bias learns), the
 *         up-sampling is centred (Q25), and intensities come in as they were normalised (Q28)
 * In      [n, height, width, 1]  grey, copied to `channels` planes; any size
 * Out     [n, height, width, 1 + classes]  probability of background, then of the structures
 */
export function fcnAlexnet(options: NetworkOptions): tf.LayersModel {
  const { size, channels, classes, dropout, quirks, seed, baseFilters } = withFcnAlexnetDefaults(options)
  const faithful = quirks === 'faithful'
  const width = alexnetWidth(baseFilters)
  const conv = (
    x: Maps,
    name: string,
    filters: number,
    kernel: number,
    more: Partial<PaddedConv2DOptions>,
  ): Maps => new PaddedConv2D({ name, filters, kernel, relu: true, ...more }).apply(x) as Maps
  const pool = (x: Maps, name: string): Maps =>
    new CeilMaxPool({ name, kernel: 3, stride: 2 }).apply(x) as Maps
  const norm = (x: Maps, name: string): Maps => new LocalResponseNorm({ name }).apply(x) as Maps
  const drop = (x: Maps, name: string): Maps => new ElementDropout({ name, rate: dropout }).apply(x) as Maps

  const slice = tf.input({ shape: [...size, 1], name: 'slice' })
  const shift = faithful ? -alexnetShift : 0
  const shifted = new GreyPlanes({ name: 'shift', planes: channels, shift }).apply(slice) as Maps

  const conv1 = conv(shifted, 'conv1', width(96), 11, { stride: 4, pad: 100 })
  const norm1 = norm(pool(conv1, 'pool1'), 'norm1')
  const conv2 = conv(norm1, 'conv2', width(256), 5, { pad: 2, groups: 2 })
  const norm2 = norm(pool(conv2, 'pool2'), 'norm2')
  const conv3 = conv(norm2, 'conv3', width(384), 3, { pad: 1 })
  const conv4 = conv(conv3, 'conv4', width(384), 3, { pad: 1, groups: 2 })
  const conv5 = conv(conv4, 'conv5', width(256), 3, { pad: 1, groups: 2 })
  const fc6 = drop(conv(pool(conv5, 'pool5'), 'fc6', width(4096), 6, {}), 'drop6')
  const fc7 = drop(conv(fc6, 'fc7', width(4096), 1, {}), 'drop7')

  const score = conv(fc7, 'score_fr', classes + 1, 1, { relu: false })
  const filler = faithful ? 'caffe-2016' : 'surgery'
  const upscore = new BilinearUpscore({ name: 'upscore', ...alexnetUpscore, filler }).apply(score) as Maps
  const logits = new CropAt({ name: 'score', offset: alexnetCrop, size }).apply(upscore) as Maps
  const probability = tf.layers.activation({ activation: 'softmax', name: 'out' }).apply(logits) as Maps
  const model = tf.model({ inputs: slice, outputs: probability, name: 'fcn-alexnet' })
  if (!faithful) {
    initialiseFilters(model, heNormal(), seed, ({ name }) => name !== 'score_fr')
    initialiseFilters(model, smallNormal(0.01), seed, ({ name }) => name === 'score_fr')
  }
  return model
}

export const withFcnAlexnetDefaults = (options: NetworkOptions) => withDefaults(fcnAlexnetDefaults, options)

/** A published count of filters for another first layer than 96; even, so that it can be halved into groups. */
export const alexnetWidth =
  (baseFilters: number) =>
  (published: number): number =>
    Math.max(2, 2 * Math.round((published * baseFilters) / (2 * fcnAlexnetDefaults.baseFilters)))
