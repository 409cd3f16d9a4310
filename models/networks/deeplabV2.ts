import * as tf from '@tensorflow/tfjs'
import { PaddedConv2D } from '../layers/PaddedConv2D'
import { DeeplabLayers, type Maps, type Stage } from './deeplab.backbone'
import { initialiseDeeplab } from './deeplab.initialise'
import { multiScaleLogits, segmented } from './deeplab.multiScale'
import type { NetworkOptions } from './networkOptions'
import { withDefaults } from './withDefaults'

export const deeplabV2Defaults = {
  channels: 3,
  classes: 1,
  baseFilters: 64,
  blocks: [3, 4, 23, 3] as readonly number[],
  multiScale: true,
  frozenNorm: false,
  quirks: 'corrected',
  seed: 1,
} as const

/** Dilations of the four convolutions whose scores are summed. */
export const deeplabV2Rates = [6, 12, 18, 24] as const

/**
 * DeepLab v2: dilated ResNet-101 with an output stride of 8, then four dilated convolutions whose scores are summed; at
 * three scales, of which the greatest score counts. One slice at a time.
 *
 * Source  Chen et al., arXiv 1606.00915, fig. 7, as in kazuto1011/deeplab-pytorch; networks.md A6: 42,647,624 trainable
 *         parameters at the defaults (γ and β of the norms among them)
 * Differs `quirks: 'faithful'`: norms keep their running statistics, and γ and β are never trained (Q31), as published,
 *         where they come with pretrained weights; maps are resized from corner to corner (Q35)
 * In      [n, height, width, 1]  grey, copied to `channels` planes; any size, 8·m + 1 aligns exactly
 * Out     [n, height, width, 1 + classes]  probability of background, then of the structures
 */
export function deeplabV2(options: NetworkOptions): tf.LayersModel {
  const given = withDeeplabV2Defaults(options)
  const { size, channels, classes, baseFilters, multiScale, frozenNorm, quirks, seed } = given
  const faithful = quirks === 'faithful'
  const norm = {
    frozen: faithful || frozenNorm,
    trainable: !faithful,
    update: faithful ? 0.999 : 0.001,
    meansFirst: !faithful,
  }
  const mode = faithful ? 'align-corners' : 'half-pixel'
  const layers = new DeeplabLayers(norm)
  const stages = deeplabV2Stages(given.blocks)

  const base = (planes: Maps): Maps => {
    const deep = layers.resnet(planes, { stages, baseFilters })
    const scores = deeplabV2Rates.map((dilation, n) => {
      const conv = { name: `aspp.c${n}`, filters: classes + 1, kernel: 3, pad: dilation, dilation }
      return layers.once(conv.name, () => new PaddedConv2D(conv)).apply(deep) as Maps
    })
    return layers.once('aspp.sum', () => tf.layers.add({ name: 'aspp.sum' })).apply(scores) as Maps
  }

  const slice = tf.input({ shape: [...size, 1], name: 'slice' })
  const logits = multiScaleLogits(slice, channels, multiScale, mode, base)
  const model = segmented('deeplab-v2', slice, logits, mode)
  initialiseDeeplab(model, seed)
  return model
}

export const withDeeplabV2Defaults = (options: NetworkOptions) => withDefaults(deeplabV2Defaults, options)

/** Strides 1, 2, 1, 1 and dilations 1, 1, 2, 4 of the stages. */
export const deeplabV2Stages = (blocks: readonly number[]): Stage[] =>
  blocks.map((count, stage) => ({
    blocks: count,
    stride: stage === 1 ? 2 : 1,
    dilation: Math.max(1, 2 ** (stage - 1)),
  }))
