import * as tf from '@tensorflow/tfjs'
import { initialiseFilters } from '../initialisers/initialiseFilters'
import { truncatedNormal } from '../initialisers/truncatedNormal'
import { ResizeBilinear } from '../layers/ResizeBilinear'
import type { NetworkOptions } from './networkOptions'
import { refuseOtherSizes } from './refuseOtherSizes'
import { withDefaults } from './withDefaults'

type Maps = tf.SymbolicTensor

export const encoderDecoderDefaults = {
  channels: 1,
  classes: 1,
  baseFilters: 12,
  depth: 5,
  quirks: 'faithful',
  seed: 1,
} as const

export type EncoderDecoderId = 'encoder-decoder' | 'encoder-decoder-unet'

const deviation = 0.1
const firstBias = 0.1

/**
 * Encoder and decoder of ten layers with bilinear upsampling, one slice at a time; as `encoder-decoder-unet` each level
 * of the decoder also reads the encoder's.
 *
 * Source  pestoo0221/tensorflow_MRI_ventricle_CNN; networks.md A7: 993,974 and 1,214,474 trainable parameters at the
 *         defaults
 * Differs `quirks: 'corrected'` leaves out the background's channel, which no loss looks at (Q41)
 * In      [n, height, width, channels]     intensity from 0 to 1; sides divisible by 2^(depth - 1)
 * Out     [n, height, width, classes + 1]  probability of each structure by itself, then of background
 */
export function encoderDecoder(options: NetworkOptions, id: EncoderDecoderId): tf.LayersModel {
  const { size, channels, baseFilters, depth, seed } = withEncoderDecoderDefaults(options)
  refuseOtherSizes(id, size, nearestEncoderDecoderSize(size, depth))
  const skips = id === 'encoder-decoder-unet'

  const conv = (x: Maps, name: string, filters: number): Maps =>
    tf.layers
      .conv2d({
        name,
        filters,
        kernelSize: 3,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: 'zeros',
        biasInitializer: tf.initializers.constant({ value: firstBias }),
      })
      .apply(x) as Maps

  const slice = tf.input({ shape: [...size, channels], name: 'slice' })
  const encoded: Maps[] = []
  let maps: Maps = slice
  for (let level = 1; level <= depth; level++) {
    const width = baseFilters * 2 ** (level - 1)
    maps = conv(conv(maps, `conv${level}a`, width), `conv${level}b`, width)
    encoded.push(maps)
    if (level === depth) break
    const pool = { name: `pool${level}`, poolSize: 2, strides: 2, padding: 'same' } as const
    maps = tf.layers.maxPooling2d(pool).apply(maps) as Maps
  }
  for (let layer = depth + 1; layer < 2 * depth; layer++) {
    const level = 2 * depth - layer
    const width = baseFilters * 2 ** (level - 1)
    const skip = encoded[level - 1]!
    const [, height = 0, across = 0] = skip.shape as number[]
    const resize = new ResizeBilinear({ name: `resize${layer}`, size: [height, across], mode: 'legacy' })
    maps = conv(resize.apply(maps) as Maps, `conv${layer}a`, width)
    if (skips) maps = tf.layers.concatenate({ name: `cat${layer}` }).apply([skip, maps]) as Maps
    maps = conv(maps, `conv${layer}b`, width)
    if (skips) maps = conv(maps, `conv${layer}c`, width)
  }
  const logits = tf.layers
    .conv2d({
      name: `conv${2 * depth}`,
      filters: encoderDecoderOutputs(options),
      kernelSize: 1,
      kernelInitializer: 'zeros',
      biasInitializer: tf.initializers.constant({ value: firstBias }),
    })
    .apply(maps) as Maps
  const probability = tf.layers
    .activation({ activation: 'sigmoid', name: 'probability' })
    .apply(logits) as Maps
  const model = tf.model({ inputs: slice, outputs: probability, name: id })
  const drawn = (shape: readonly number[], from: number): Float32Array =>
    truncatedNormal(tf.util.sizeFromShape(shape.slice()), deviation, from)
  initialiseFilters(model, drawn, seed)
  return model
}

export const withEncoderDecoderDefaults = (options: NetworkOptions) =>
  withDefaults(encoderDecoderDefaults, options)

/** Channels of the output: the structures, and background after them where the published program has it. */
export function encoderDecoderOutputs(options: NetworkOptions): number {
  const { classes, quirks } = withEncoderDecoderDefaults(options)
  return quirks === 'faithful' ? classes + 1 : classes
}

/** The least size that the poolings divide and that an image of `size` fits into. */
export function nearestEncoderDecoderSize(
  size: readonly [number, number],
  depth: number = encoderDecoderDefaults.depth,
): [number, number] {
  const step = 2 ** (depth - 1)
  const fit = (side: number): number => Math.ceil(Math.max(1, side) / step) * step
  return [fit(size[0]), fit(size[1])]
}
