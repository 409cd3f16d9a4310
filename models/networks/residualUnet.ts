import * as tf from '@tensorflow/tfjs'
import { heNormal } from '../initialisers/heNormal'
import { initialiseFilters } from '../initialisers/initialiseFilters'
import { AffineInstanceNorm } from '../layers/AffineInstanceNorm'
import { PaddedConv2D } from '../layers/PaddedConv2D'
import { SupervisedOutput } from '../layers/SupervisedOutput'
import type { NetworkOptions } from './networkOptions'
import { refuseOtherSizes } from './refuseOtherSizes'
import { residualPlan, residualTopology, type ResidualPlan } from './residualUnet.plan'
import { withDefaults } from './withDefaults'

type Maps = tf.SymbolicTensor

export const residualUnetDefaults = {
  channels: 1,
  classes: 3,
  baseFilters: 32,
  mostBlocks: 6,
  seed: 1,
} as const

const slope = 0.01

/**
 * U-Net with a residual encoder, planned from the size of its slices; one slice at a time. Every level of the decoder
 * gives scores; those below the first are there for deep supervision.
 *
 * Source  Isensee et al., nnU-Net Revisited, MICCAI 2024, preset ResEnc; networks.md A9
 * In      [n, height, width, channels]  normalised intensity; sides divisible by the plan's strides
 * Out     [n, height, width, 1 + classes]  probability of background, then of the structures
 */
export function residualUnet(options: NetworkOptions): tf.LayersModel {
  const { size, channels, classes, seed } = withResidualUnetDefaults(options)
  const { patch, features, blocks, strides, kernels } = residualUnetPlan(options)
  refuseOtherSizes('residual-unet', size, patch)
  const scores = classes + 1
  const leaky = (x: Maps, name: string): Maps => tf.layers.leakyReLU({ name, alpha: slope }).apply(x) as Maps
  const norm = (x: Maps, name: string, alpha: number, scale: 0 | 1 = 1): Maps =>
    new AffineInstanceNorm({ name, alpha, scale }).apply(x) as Maps
  const conv = (x: Maps, name: string, filters: number, kernel: number, more = {}): Maps =>
    new PaddedConv2D({ name, filters, kernel, pad: (kernel - 1) / 2, ...more }).apply(x) as Maps
  const unit = (x: Maps, name: string, filters: number, kernel: number, more = {}): Maps =>
    norm(conv(x, name, filters, kernel, more), `${name}_norm`, slope)
  const block = (x: Maps, name: string, filters: number, kernel: number, stride: number): Maps => {
    const inner = conv(unit(x, `${name}a`, filters, kernel, { stride }), `${name}b`, filters, kernel)
    // a scale of nought: each block begins as its shortcut
    const residual = norm(inner, `${name}b_norm`, 1, 0)
    const pooled = stride === 1 ? x : (averaged(stride, `${name}_pool`).apply(x) as Maps)
    const shortcut =
      x.shape.at(-1) === filters
        ? pooled
        : norm(conv(pooled, `${name}_skip`, filters, 1, { bias: false }), `${name}_skip_norm`, 1)
    return leaky(tf.layers.add({ name: `${name}_sum` }).apply([residual, shortcut]) as Maps, `${name}_out`)
  }

  const slice = tf.input({ shape: [...size, channels], name: 'slice' })
  let maps = unit(slice, 'stem', features[0]!, kernels[0]![0]!)
  const skips: Maps[] = []
  for (const [stage, filters] of features.entries()) {
    const [stride, kernel] = [strides[stage]![0]!, kernels[stage]![0]!]
    for (let n = 0; n < blocks[stage]!; n++)
      maps = block(maps, `enc_${stage}.${n}`, filters, kernel, n === 0 ? stride : 1)
    skips.push(maps)
  }
  const segmentations: Maps[] = []
  for (let stage = features.length - 2; stage >= 0; stage--) {
    const [filters, stride] = [features[stage]!, strides[stage + 1]![0]!]
    const window = { kernelSize: stride, strides: stride, padding: 'valid' } as const
    const up = tf.layers.conv2dTranspose({
      name: `up_${stage}`,
      filters,
      ...window,
      kernelInitializer: 'zeros',
    })
    const joined = tf.layers
      .concatenate({ name: `cat_${stage}` })
      .apply([up.apply(maps) as Maps, skips[stage]!])
    maps = unit(joined as Maps, `dec_${stage}`, filters, kernels[stage]![0]!)
    segmentations.unshift(conv(maps, `seg_${stage}`, scores, 1))
  }
  const out = new SupervisedOutput({ name: 'out', kind: 'softmax' }).apply(segmentations) as Maps
  const model = tf.model({ inputs: slice, outputs: out, name: 'residual-unet' })
  initialiseFilters(model, heNormal(slope), seed)
  return model
}

const averaged = (poolSize: number, name: string): tf.layers.Layer =>
  tf.layers.averagePooling2d({ name, poolSize, strides: poolSize, padding: 'valid' })

export const withResidualUnetDefaults = (options: NetworkOptions) =>
  withDefaults(residualUnetDefaults, options)

/** The plan of a network for slices of `size`, square pixels. */
export function residualUnetPlan(options: NetworkOptions): ResidualPlan {
  const { size, baseFilters, mostBlocks } = withResidualUnetDefaults(options)
  return residualPlan(residualTopology([1, 1], [Math.max(8, size[0]), Math.max(8, size[1])]), {
    baseFilters,
    mostBlocks,
  })
}

/** The least size that the plan's strides divide. */
export const nearestResidualUnetSize = (size: readonly [number, number]): [number, number] => {
  const [height = 0, width = 0] = residualUnetPlan({ size }).patch
  return [height, width]
}
