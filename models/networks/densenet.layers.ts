import { poolingsOf, stemWindows, withDensenetDefaults } from './densenet'
import { LayerTable } from './layerTable'
import type { NetworkLayer, NetworkOptions } from './networkOptions'

/** The rows of networks.md A3's table of densenet, in its order, for any options; no weights are made. */
export function densenetLayers(options: NetworkOptions): NetworkLayer[] {
  const { size, channels, classes, growth, layersPerBlock, dropout } = withDensenetDefaults(options)
  const poolings = poolingsOf(layersPerBlock)
  const table = new LayerTable()
  const sides = (level: number): number[] => size.map((side) => Math.floor(side / 2 ** level))
  const unit = (name: string, level: number, window: number, from: number, to: number): void => {
    table.convolution(name, `norm, ELU, conv ${window}×${window}, dropout ${dropout}`, sides(level), {
      taps: window * window,
      from,
      to,
      more: from,
      fixed: 2 * from,
    })
  }
  const dense = (block: string, level: number, from: number, layers: number): void => {
    for (let layer = 0; layer < layers; layer++)
      unit(`${block}.${layer}`, level, 3, from + layer * growth, growth)
  }

  for (const window of stemWindows) {
    const row = { taps: window * window, from: channels, to: growth }
    table.convolution(`inc${window}`, `conv ${window}×${window}`, sides(0), row)
  }
  let maps = stemWindows.length * growth
  table.free('stem', 'concatenation', sides(0), maps)
  for (let level = 0; level < poolings; level++) {
    const layers = layersPerBlock[level]!
    dense(`d${level}`, level, maps, layers)
    maps += layers * growth
    table.free(`d${level}_stack`, 'concatenation', sides(level), maps)
    unit(`skip${level}`, level, 1, maps, growth * layersPerBlock[level + 1]!)
    unit(`td${level}`, level, 1, maps, maps)
    table.free(`pool${level}`, 'max pooling 2×2', sides(level + 1), maps)
  }
  const bottom = growth * layersPerBlock[poolings]!
  unit('proj', poolings, 1, maps, bottom)
  dense('b', poolings, maps, layersPerBlock[poolings]!)
  table.free('b_out', 'sum of what the block made and its projected input', sides(poolings), bottom)
  maps = bottom
  for (let step = 0; step < poolings; step++) {
    const level = poolings - 1 - step
    const layers = layersPerBlock[poolings + 1 + step]!
    const at = sides(level + 1)
    const doubled = at.map((side) => 2 * side)
    table.convolution(`tu${step}`, 'transposed conv 3×3, stride 2', doubled, {
      taps: 9,
      from: maps,
      to: maps,
      at,
    })
    table.free(`sum${step}`, `crop or pad, sum with skip${level}`, sides(level), maps)
    unit(`proj${step}`, level, 1, maps, growth * layers)
    dense(`u${step}`, level, maps, layers)
    maps = growth * layers
    table.free(`u${step}_out`, 'sum of what the block made and its projected input', sides(level), maps)
  }
  table.convolution('logits', 'conv 1×1', sides(0), { taps: 1, from: maps, to: classes + 1 })
  table.free('posteriors', 'softmax', sides(0), classes + 1)
  return table.rows
}
