import { ceilPoolSide } from '../layers/CeilMaxPool'
import { convSide } from '../layers/paddedConv'
import { denseTimes, vggLevels, withFcn8sDefaults } from './fcn8s'
import { LayerTable } from './layerTable'
import type { NetworkLayer, NetworkOptions } from './networkOptions'

/** The rows of networks.md A5's table of fcn-8s, in its order, for any options; no weights are made. */
export function fcn8sLayers(options: NetworkOptions): NetworkLayer[] {
  const { size, channels, classes, dropout, baseFilters } = withFcn8sDefaults(options)
  const table = new LayerTable()
  const scores = classes + 1
  let sides: number[] = [...size]
  let maps = channels
  const conv = (name: string, to: number, kernel: number, pad: number, kind: string): void => {
    sides = sides.map((side) => convSide(side, kernel, { pad }))
    table.convolution(name, kind, sides, { taps: kernel * kernel, from: maps, to })
    maps = to
  }
  const pools: { sides: number[]; maps: number }[] = []
  for (const [level, { convolutions, times }] of vggLevels.entries()) {
    for (let n = 1; n <= convolutions; n++) {
      const pad = level === 0 && n === 1 ? 100 : 1
      conv(`conv${level + 1}_${n}`, times * baseFilters, 3, pad, 'conv 3×3, ReLU')
    }
    sides = sides.map((side) => ceilPoolSide(side, { kernel: 2, stride: 2 }))
    table.free(`pool${level + 1}`, 'max pooling 2×2, rounded up', sides, maps)
    pools.push({ sides, maps })
  }
  conv('fc6', denseTimes * baseFilters, 7, 0, `conv 7×7, ReLU, dropout ${dropout}`)
  conv('fc7', denseTimes * baseFilters, 1, 0, `conv 1×1, ReLU, dropout ${dropout}`)
  conv('score_fr', scores, 1, 0, 'conv 1×1')

  const up = (name: string, kernel: number, stride: number): void => {
    sides = sides.map((side) => (side - 1) * stride + kernel)
    const kind = `transposed conv ${kernel}×${kernel}, stride ${stride}, frozen bilinear`
    // the published filters are dense: nought between the classes
    table.frozen(name, kind, sides, scores, kernel * kernel * scores * scores)
  }
  const fuse = (pool: 3 | 4): void => {
    const from = pools[pool - 1]!
    table.convolution(`score_pool${pool}`, 'conv 1×1', from.sides, { taps: 1, from: from.maps, to: scores })
    table.free(`score_pool${pool}c`, 'crop', sides, scores)
    table.free(`fuse_pool${pool}`, 'sum', sides, scores)
  }
  up('upscore2', 4, 2)
  fuse(4)
  up('upscore_pool4', 4, 2)
  fuse(3)
  up('upscore8', 16, 8)
  table.free('score', 'crop', [...size], scores)
  table.free('out', 'softmax', [...size], scores)
  return table.rows
}
