import * as tf from '@tensorflow/tfjs'
import { glorotUniform } from '../initialisers/glorotUniform'
import { initialiseFilters } from '../initialisers/initialiseFilters'
import { CropTo } from '../layers/CropTo'
import { ElementDropout } from '../layers/ElementDropout'
import { InstanceNorm } from '../layers/InstanceNorm'
import type { NetworkOptions } from './networkOptions'
import { refuseOtherSizes } from './refuseOtherSizes'
import { withDefaults } from './withDefaults'

type Maps = tf.SymbolicTensor

export const fcnTranDefaults = {
  channels: 1,
  classes: 1,
  baseFilters: 64,
  dropout: 0.5,
  quirks: 'faithful',
  variableSize: false,
  seed: 1,
} as const

/** Convolutions of each level, and how many times the first level's filters they have. */
export const fcnTranLevels = [
  { convolutions: 3, widening: 1 },
  { convolutions: 4, widening: 2 },
  { convolutions: 4, widening: 4 },
  { convolutions: 4, widening: 8 },
] as const
/** Pixels of nought around the image. */
export const margin = 5
const mvn = { epsilon: 1e-6, on: 'deviation', alpha: 1 } as const

/**
 * Fully convolutional network of fifteen layers with scores of three levels, one slice at a time.
 *
 * Source  Tran, arXiv 1604.00494; networks.md A1: 10,917,024 trainable parameters at the defaults
 * Differs `quirks: 'corrected'` adds scores (Q1) and upsamples by 4×4 windows that begin as bilinear ones (Q3)
 * In      [n, height, width, channels]  any intensities; any sides from 5 on, with `variableSize` other ones each time
 * Out     [n, height, width, 1]            one structure: its probability
 *         [n, height, width, 1 + classes]  more: probability of background, then of each
 */
export function fcnTran(options: NetworkOptions): tf.LayersModel {
  const { size, channels, baseFilters, dropout, quirks, variableSize, seed } = withFcnTranDefaults(options)
  refuseOtherSizes('fcn-tran', size, nearestFcnTranSize(size))
  const corrected = quirks === 'corrected'
  const scores = scoreChannels(options)

  const normal = (x: Maps, name: string): Maps => new InstanceNorm({ name, ...mvn }).apply(x) as Maps
  const conv = (x: Maps, number: number, filters: number): Maps => {
    const window = { kernelSize: 3, padding: 'same', kernelInitializer: 'zeros' } as const
    const maps = tf.layers.conv2d({ name: `conv${number}`, filters, activation: 'relu', ...window }).apply(x)
    return normal(maps as Maps, `mvn${number}`)
  }
  const score = (x: Maps, name: string): Maps =>
    tf.layers
      .conv2d({ name, filters: scores, kernelSize: 1, padding: 'valid', kernelInitializer: 'zeros' })
      .apply(x) as Maps
  const drop = (x: Maps, name: string): Maps => new ElementDropout({ name, rate: dropout }).apply(x) as Maps
  const up = (x: Maps, name: string): Maps =>
    tf.layers
      .conv2dTranspose({
        name,
        filters: scores,
        kernelSize: upWindow(quirks),
        strides: 2,
        padding: 'valid',
        useBias: false,
        kernelInitializer: 'zeros',
      })
      .apply(x) as Maps
  const fuse = (skip: Maps, raised: Maps, step: number): Maps => {
    const cropped = new CropTo({ name: `crop${step}` }).apply([skip, raised]) as Maps
    const fitted = new CropTo({ name: `fit${step}` }).apply([raised, skip]) as Maps
    const name = `fuse_scores${step}`
    const sum = corrected ? tf.layers.add({ name }) : tf.layers.average({ name })
    return sum.apply([cropped, fitted]) as Maps
  }

  const slice = tf.input({ shape: [...(variableSize ? [null, null] : size), channels], name: 'slice' })
  let maps = tf.layers.zeroPadding2d({ name: 'pad', padding: margin }).apply(normal(slice, 'mvn0')) as Maps
  const ends: Maps[] = []
  let number = 0
  for (const [level, { convolutions, widening }] of fcnTranLevels.entries()) {
    if (level > 0) {
      const pool = { name: `pool${level}`, poolSize: 3, strides: 2, padding: 'valid' } as const
      maps = tf.layers.maxPooling2d(pool).apply(maps) as Maps
    }
    const lowest = level === fcnTranLevels.length - 1
    if (lowest) maps = drop(maps, 'drop1')
    for (let i = 0; i < convolutions; i++) maps = conv(maps, ++number, baseFilters * widening)
    ends.push(lowest ? drop(maps, 'drop2') : maps)
  }
  const [, upper, middle, lowest] = ends as [Maps, Maps, Maps, Maps]
  const raised = up(score(lowest, 'score_conv15'), 'upsample1')
  const fused = fuse(score(middle, 'score_conv11'), raised, 1)
  const finer = fuse(score(upper, 'score_conv7'), up(fused, 'upsample2'), 2)
  const whole = new CropTo({ name: 'crop3' }).apply([up(finer, 'upsample3'), slice]) as Maps
  const logits = score(whole, 'predictions')
  const activation = scores === 1 ? 'sigmoid' : 'softmax'
  const probability = tf.layers.activation({ activation, name: 'probability' }).apply(logits) as Maps
  const model = tf.model({ inputs: slice, outputs: probability, name: 'fcn-tran' })
  initialiseFilters(model, glorotUniform, seed)
  if (corrected) for (const name of ['upsample1', 'upsample2', 'upsample3']) startBilinear(model, name)
  return model
}

export const withFcnTranDefaults = (options: NetworkOptions) => withDefaults(fcnTranDefaults, options)

/** Channels of the scores: a sigmoid for one structure, a softmax with background for more. */
export function scoreChannels(options: NetworkOptions): number {
  const { classes } = withFcnTranDefaults(options)
  return classes === 1 ? 1 : classes + 1
}

export const upWindow = (quirks: 'faithful' | 'corrected'): number => (quirks === 'corrected' ? 4 : 3)

/** Any sides of five pixels or more. */
export const nearestFcnTranSize = ([height, width]: readonly [number, number]): [number, number] => [
  Math.max(5, height),
  Math.max(5, width),
]

/** Upsampling that starts as bilinear (networks.md A0.2, k = 4), each class by itself. */
function startBilinear(model: tf.LayersModel, name: string): void {
  const [kernel] = model.getLayer(name).weights
  const shape = kernel!.shape as [number, number, number, number]
  const [side, , channels] = shape
  const taps = [0.25, 0.75, 0.75, 0.25]
  const values = tf.buffer(shape)
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++)
      for (let channel = 0; channel < channels; channel++)
        values.set(taps[row]! * taps[column]!, row, column, channel, channel)
  const start = values.toTensor()
  kernel!.write(start)
  start.dispose()
}
