import { poolings, publishedBatch, withIsenseeAcdcDefaults, type IsenseeAcdcId } from './isenseeAcdc'
import { LayerTable } from './layerTable'
import type { NetworkLayer, NetworkOptions } from './networkOptions'

/** The rows of networks.md A8's two tables, in their order, for any options; no weights are made. */
export function isenseeAcdcLayers(options: NetworkOptions, id: IsenseeAcdcId): NetworkLayer[] {
  const { size, slices, channels, classes, baseFilters, dropout, quirks } = withIsenseeAcdcDefaults(
    options,
    id,
  )
  const flat = id === 'isensee-acdc-2d'
  const table = new LayerTable()
  const window = flat ? '3×3' : '3×3×3'
  const sides = (level: number): number[] => [
    ...(flat ? [] : [slices]),
    ...size.map((side) => side / 2 ** (level - 1)),
  ]
  const width = (level: number): number => baseFilters * 2 ** (level - 1)
  const places = flat && quirks === 'faithful' ? publishedBatch : 1
  const block = (name: string, level: number, from: number): void =>
    table.convolution(name, `conv ${window} without bias, norm, leaky ReLU`, sides(level), {
      taps: flat ? 9 : 27,
      from,
      to: width(level),
      bias: 0,
      more: 2 * places * width(level),
    })
  const head = (name: string, level: number): void =>
    table.convolution(name, flat ? 'conv 1×1' : 'conv 1×1×1', sides(level), {
      taps: 1,
      from: width(level),
      to: classes + 1,
    })

  for (let level = 1; level <= poolings; level++) {
    block(`contr_${level}_1`, level, level === 1 ? channels : width(level - 1))
    block(`contr_${level}_2`, level, width(level))
    const kind = flat ? 'max pooling 2×2' : 'max pooling 1×2×2'
    const dropped = level > 1 ? `, dropout ${dropout}` : ''
    table.free(`pool${level}`, kind + dropped, sides(level + 1), width(level))
  }
  block('encode_1', poolings + 1, width(poolings))
  block('encode_2', poolings + 1, width(poolings + 1))
  for (let step = 1; step <= poolings; step++) {
    const level = poolings + 1 - step
    const dropped = step < poolings ? `, dropout ${dropout}` : ''
    const joined = width(level + 1) + width(level)
    table.free(
      `concat${step}`,
      `nearest ×2, concatenation with contr_${level}_2${dropped}`,
      sides(level),
      joined,
    )
    block(`expand_${step}_1`, level, joined)
    block(`expand_${step}_2`, level, width(level))
  }
  head('ds2_1x1', 3)
  head('ds3_1x1', 2)
  head('output_segmentation', 1)
  table.free('seg', 'softmax of the summed segmentations', sides(1), classes + 1)
  return table.rows
}
