import { encoderDecoderOutputs, withEncoderDecoderDefaults, type EncoderDecoderId } from './encoderDecoder'
import { LayerTable } from './layerTable'
import type { NetworkLayer, NetworkOptions } from './networkOptions'

/** The rows of networks.md A7's two tables, in their order, for any options; no weights are made. */
export function encoderDecoderLayers(options: NetworkOptions, id: EncoderDecoderId): NetworkLayer[] {
  const { size, channels, baseFilters, depth } = withEncoderDecoderDefaults(options)
  const skips = id === 'encoder-decoder-unet'
  const table = new LayerTable()
  const sides = (level: number): number[] => size.map((side) => side / 2 ** (level - 1))
  const width = (level: number): number => baseFilters * 2 ** (level - 1)
  const conv = (name: string, level: number, from: number): void =>
    table.convolution(name, 'conv 3×3, ReLU', sides(level), { taps: 9, from, to: width(level) })

  for (let level = 1; level <= depth; level++) {
    conv(`conv${level}a`, level, level === 1 ? channels : width(level - 1))
    conv(`conv${level}b`, level, width(level))
    if (level < depth) table.free(`pool${level}`, 'max pooling 2×2', sides(level + 1), width(level))
  }
  for (let layer = depth + 1; layer < 2 * depth; layer++) {
    const level = 2 * depth - layer
    table.free(`resize${layer}`, 'bilinear resize ×2', sides(level), width(level + 1))
    conv(`conv${layer}a`, level, width(level + 1))
    if (skips) table.free(`cat${layer}`, `concatenation with conv${level}b`, sides(level), 2 * width(level))
    conv(`conv${layer}b`, level, skips ? 2 * width(level) : width(level))
    if (skips) conv(`conv${layer}c`, level, width(level))
  }
  const to = encoderDecoderOutputs(options)
  table.convolution(`conv${2 * depth}`, 'conv 1×1, sigmoid', sides(1), { taps: 1, from: width(1), to })
  return table.rows
}
