import { ceilPoolSide } from '../layers/CeilMaxPool'
import { convSide, type PaddedConvOptions } from '../layers/paddedConv'
import { alexnetUpscore, alexnetWidth, withFcnAlexnetDefaults } from './fcnAlexnet'
import { LayerTable } from './layerTable'
import type { NetworkLayer, NetworkOptions } from './networkOptions'

/** The rows of networks.md A4's table of fcn-alexnet, in its order, for any options; no weights are made. */
export function fcnAlexnetLayers(options: NetworkOptions): NetworkLayer[] {
  const { size, channels, classes, dropout, baseFilters } = withFcnAlexnetDefaults(options)
  const width = alexnetWidth(baseFilters)
  const table = new LayerTable()
  let sides: number[] = [...size]
  let maps = channels
  const conv = (name: string, to: number, kernel: number, conv: PaddedConvOptions, after = 'ReLU'): void => {
    const { groups = 1 } = conv
    sides = sides.map((side) => convSide(side, kernel, conv))
    const kind = `conv ${kernel}×${kernel}${groups > 1 ? `, ${groups} groups` : ''}, ${after}`
    table.convolution(name, kind, sides, { taps: kernel * kernel, from: maps / groups, to })
    maps = to
  }
  const pool = (name: string): void => {
    sides = sides.map((side) => ceilPoolSide(side, { kernel: 3, stride: 2 }))
    table.free(name, 'max pooling 3×3, stride 2, rounded up', sides, maps)
  }
  const norm = (name: string): void => table.free(name, 'local response normalisation', sides, maps)

  table.free('shift', 'grey to planes, shifted', sides, maps)
  conv('conv1', width(96), 11, { stride: 4, pad: 100 })
  pool('pool1')
  norm('norm1')
  conv('conv2', width(256), 5, { pad: 2, groups: 2 })
  pool('pool2')
  norm('norm2')
  conv('conv3', width(384), 3, { pad: 1 })
  conv('conv4', width(384), 3, { pad: 1, groups: 2 })
  conv('conv5', width(256), 3, { pad: 1, groups: 2 })
  pool('pool5')
  conv('fc6', width(4096), 6, {}, `ReLU, dropout ${dropout}`)
  conv('fc7', width(4096), 1, {}, `ReLU, dropout ${dropout}`)
  conv('score_fr', classes + 1, 1, {}, 'linear')
  const { kernel, stride } = alexnetUpscore
  sides = sides.map((side) => (side - 1) * stride + kernel)
  table.frozen(
    'upscore',
    'transposed conv 63×63, stride 32, frozen bilinear',
    sides,
    maps,
    kernel * kernel * maps,
  )
  table.free('score', 'crop', [...size], maps)
  table.free('out', 'softmax', [...size], maps)
  return table.rows
}
