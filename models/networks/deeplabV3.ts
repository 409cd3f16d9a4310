import * as tf from '@tensorflow/tfjs'
import { ImageMean } from '../layers/ImageMean'
import { PaddedConv2D } from '../layers/PaddedConv2D'
import { ResizeBilinear } from '../layers/ResizeBilinear'
import { initialiseDeeplab } from './deeplab.initialise'
import { DeeplabLayers, type Maps, type Stage } from './deeplab.backbone'
import { multiScaleLogits, segmented } from './deeplab.multiScale'
import type { NetworkOptions } from './networkOptions'
import { withDefaults } from './withDefaults'

export const deeplabV3Defaults = {
  channels: 3,
  classes: 1,
  baseFilters: 64,
  blocks: [3, 4, 23, 3] as readonly number[],
  outputStride: 16,
  multiScale: false,
  frozenNorm: false,
  quirks: 'corrected',
  seed: 1,
} as const

/**
 * DeepLab v3: dilated ResNet-101, then atrous spatial pyramid pooling with the image's own mean; one slice at a time.
 *
 * Source  Chen et al., arXiv 1706.05587, fig. 5, as in kazuto1011/deeplab-pytorch; networks.md A6: 58,035,778 trainable
 *         parameters at the defaults (γ and β of the norms among them)
 * Differs `quirks: 'corrected'`: norms move their running statistics by 0.0003 a step, from plain means first (Q30);
 *         maps are resized about pixel centres (Q35); at stride 8 the last stage is dilated by 4 (Q35b)
 * In      [n, height, width, 1]  grey, copied to `channels` planes; any size, 16·m + 1 aligns exactly
 * Out     [n, height, width, 1 + classes]  probability of background, then of the structures
 */
export function deeplabV3(options: NetworkOptions): tf.LayersModel {
  const given = withDeeplabV3Defaults(options)
  const { size, channels, classes, baseFilters, multiScale, frozenNorm, quirks, seed } = given
  const faithful = quirks === 'faithful'
  const update = faithful ? 0.9997 : 0.0003
  const norm = { frozen: frozenNorm, trainable: true, update, meansFirst: !faithful }
  const mode = faithful ? 'align-corners' : 'half-pixel'
  const layers = new DeeplabLayers(norm)
  const { stages, rates } = deeplabV3Plan(given)
  const width = pyramidWidth(baseFilters)

  const base = (planes: Maps, scale: string): Maps => {
    const deep = layers.resnet(planes, { stages, baseFilters })
    const tap = (name: string, dilation: number): Maps =>
      layers.unit(
        deep,
        dilation === 0
          ? { name, filters: width, kernel: 1 }
          : { name, filters: width, kernel: 3, pad: dilation, dilation },
      )
    const mean = layers.once('aspp.mean', () => new ImageMean({ name: 'aspp.mean' })).apply(deep) as Maps
    const pooled = layers.unit(mean, { name: 'aspp.stages.imagepool', filters: width, kernel: 1 })
    const spread = new ResizeBilinear({ name: `aspp.broadcast${scale}`, size: sidesOf(deep), mode })
    const pyramid = [0, ...rates].map((rate, n) => tap(`aspp.stages.c${n}`, rate))
    const joined = layers
      .once('aspp.concat', () => tf.layers.concatenate({ name: 'aspp.concat' }))
      .apply([...pyramid, spread.apply(pooled) as Maps]) as Maps
    const fc1 = layers.unit(joined, { name: 'fc1', filters: width, kernel: 1 })
    const fc2 = { name: 'fc2', filters: classes + 1, kernel: 1 }
    return layers.once('fc2', () => new PaddedConv2D(fc2)).apply(fc1) as Maps
  }

  const slice = tf.input({ shape: [...size, 1], name: 'slice' })
  const logits = multiScaleLogits(slice, channels, multiScale, mode, base)
  const model = segmented('deeplab-v3', slice, logits, mode)
  initialiseDeeplab(model, seed)
  return model
}

const sidesOf = (maps: Maps): [number, number] => maps.shape.slice(1, 3) as [number, number]

export const withDeeplabV3Defaults = (options: NetworkOptions) => withDefaults(deeplabV3Defaults, options)

/** Maps of each branch of the pyramid: 256 where the first layer has 64. */
export const pyramidWidth = (baseFilters: number): number => 4 * baseFilters

/** Strides, dilations and rates at an output stride (networks.md A6). */
export function deeplabV3Plan({
  blocks,
  outputStride,
  quirks,
}: Pick<ReturnType<typeof withDeeplabV3Defaults>, 'blocks' | 'outputStride' | 'quirks'>): {
  stages: Stage[]
  rates: readonly number[]
} {
  const fine = outputStride === 8
  const last = fine ? (quirks === 'faithful' ? 2 : 4) : 2
  const shape = fine
    ? { strides: [1, 2, 1, 1], dilations: [1, 1, 2, last], rates: [12, 24, 36] }
    : { strides: [1, 2, 2, 1], dilations: [1, 1, 1, last], rates: [6, 12, 18] }
  const stages = blocks.map((count, stage) => ({
    blocks: count,
    stride: shape.strides[stage] ?? 1,
    dilation: shape.dilations[stage] ?? 1,
    ...(stage === blocks.length - 1 ? { multiGrid: [1, 2, 4] } : {}),
  }))
  return { stages, rates: shape.rates }
}
