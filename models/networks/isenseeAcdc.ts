import * as tf from '@tensorflow/tfjs'
import { glorotUniform } from '../initialisers/glorotUniform'
import { heNormal } from '../initialisers/heNormal'
import { initialiseFilters } from '../initialisers/initialiseFilters'
import { CurrentNorm } from '../layers/CurrentNorm'
import { ElementDropout } from '../layers/ElementDropout'
import { UpsampleNearest } from '../layers/UpsampleNearest'
import type { NetworkOptions } from './networkOptions'
import { refuseOtherSizes } from './refuseOtherSizes'
import { withDefaults } from './withDefaults'

type Maps = tf.SymbolicTensor

export type IsenseeAcdcId = 'isensee-acdc-2d' | 'isensee-acdc-3d'

const both = { channels: 1, classes: 3, slices: 10, quirks: 'corrected', seed: 1 } as const
const own = {
  'isensee-acdc-2d': { ...both, baseFilters: 48, dropout: 0.3 },
  'isensee-acdc-3d': { ...both, baseFilters: 26, dropout: 0.5 },
} as const

/** Poolings, and upsamplings after them. */
export const poolings = 4
/** Images of a batch of the published program, each of which has a scale and a shift of its own there (Q47). */
export const publishedBatch = 10
const norm = { epsilon: 1e-4, alpha: 0.01 } as const

/**
 * U-Net of the ACDC challenge with deep supervision summed into one output, in two or three dimensions; in three, slices
 * are never pooled.
 *
 * Source  Isensee et al., arXiv 1707.00587, as in MIC-DKFZ/ACDC2017; networks.md A8: 17,656,956 and 15,538,678 trainable
 *         parameters at the defaults
 * Differs one scale and shift for each channel in two dimensions; `quirks: 'faithful'` has them for each of ten places in
 *         a batch too (Q47)
 * In      [n, height, width, channels] or [n, slices, height, width, channels]  z-scores; sides divisible by 16
 * Out     [n, …, 1 + classes]  probability of background, then of RV cavity, LV myocardium, LV cavity
 */
export function isenseeAcdc(options: NetworkOptions, id: IsenseeAcdcId): tf.LayersModel {
  const { size, slices, channels, classes, baseFilters, dropout, quirks, seed } = withIsenseeAcdcDefaults(
    options,
    id,
  )
  refuseOtherSizes(id, size, nearestIsenseeAcdcSize(size))
  const flat = id === 'isensee-acdc-2d'
  const normOptions = {
    ...norm,
    over: flat ? 'image' : 'batch',
    places: flat && quirks === 'faithful' ? publishedBatch : 1,
  } as const

  const conv = (x: Maps, name: string, filters: number, kernelSize: number, useBias: boolean): Maps => {
    const settings = {
      name,
      filters,
      kernelSize,
      padding: 'same',
      useBias,
      kernelInitializer: 'zeros',
    } as const
    return (flat ? tf.layers.conv2d(settings) : tf.layers.conv3d(settings)).apply(x) as Maps
  }
  const block = (x: Maps, name: string, filters: number): Maps =>
    new CurrentNorm({ name: `${name}_norm`, ...normOptions }).apply(conv(x, name, filters, 3, false)) as Maps
  const pair = (x: Maps, name: string, filters: number): Maps =>
    block(block(x, `${name}_1`, filters), `${name}_2`, filters)
  const pool = (x: Maps, name: string): Maps =>
    (flat
      ? tf.layers.maxPooling2d({ name, poolSize: 2, strides: 2 })
      : tf.layers.maxPooling3d({ name, poolSize: [1, 2, 2], strides: [1, 2, 2] })
    ).apply(x) as Maps
  const drop = (x: Maps, name: string): Maps => new ElementDropout({ name, rate: dropout }).apply(x) as Maps
  const up = (x: Maps, name: string): Maps => new UpsampleNearest({ name, depthFactor: 1 }).apply(x) as Maps
  const add = (name: string, maps: Maps[]): Maps => tf.layers.add({ name }).apply(maps) as Maps
  const head = (x: Maps, name: string): Maps => conv(x, name, classes + 1, 1, true)

  const input = tf.input({
    shape: [...(flat ? [] : [slices]), ...size, channels],
    name: flat ? 'slice' : 'volume',
  })
  const skips: Maps[] = []
  let maps: Maps = input
  for (let level = 1; level <= poolings; level++) {
    skips.unshift(pair(maps, `contr_${level}`, baseFilters * 2 ** (level - 1)))
    maps = pool(skips[0]!, `pool${level}`)
    if (level > 1) maps = drop(maps, `pool${level}_drop`)
  }
  maps = pair(maps, 'encode', baseFilters * 2 ** poolings)
  const expanded: Maps[] = []
  for (let step = 1; step <= poolings; step++) {
    const parts = [up(maps, `upscale${step}`), skips[step - 1]!]
    maps = tf.layers.concatenate({ name: `concat${step}` }).apply(parts) as Maps
    if (step < poolings) maps = drop(maps, `concat${step}_drop`)
    maps = pair(maps, `expand_${step}`, baseFilters * 2 ** (poolings - step))
    expanded.push(maps)
  }
  const [, second, third, last] = expanded as [Maps, Maps, Maps, Maps]
  const coarse = add('ds_sum', [up(head(second, 'ds2_1x1'), 'ds2_up'), head(third, 'ds3_1x1')])
  const logits = add('logits', [up(coarse, 'ds_up'), head(last, 'output_segmentation')])
  const probability = tf.layers.activation({ activation: 'softmax', name: 'seg' }).apply(logits) as Maps
  const model = tf.model({ inputs: input, outputs: probability, name: id })
  const isLast = ({ name }: tf.layers.Layer): boolean => name === 'output_segmentation'
  initialiseFilters(model, heNormal(), seed, (layer) => !isLast(layer))
  initialiseFilters(model, glorotUniform, seed, isLast)
  return model
}

export const withIsenseeAcdcDefaults = (options: NetworkOptions, id: IsenseeAcdcId) =>
  withDefaults<(typeof own)[IsenseeAcdcId]>(own[id], options)

/** The least size that the poolings divide and that an image of `size` fits into. */
export function nearestIsenseeAcdcSize(size: readonly [number, number]): [number, number] {
  const step = 2 ** poolings
  const fit = (side: number): number => Math.max(2, Math.ceil(side / step)) * step
  return [fit(size[0]), fit(size[1])]
}
