import { ceilPoolSide } from '../layers/CeilMaxPool'
import { convSide } from '../layers/paddedConv'
import { blockDilation, stageWidth, type Stage } from './deeplab.backbone'
import { deeplabV2Rates, deeplabV2Stages, withDeeplabV2Defaults } from './deeplabV2'
import { deeplabV3Plan, pyramidWidth, withDeeplabV3Defaults } from './deeplabV3'
import { LayerTable } from './layerTable'
import type { NetworkLayer, NetworkOptions } from './networkOptions'

/** The rows of networks.md A6's table of deeplab-v2, block by block; scales share them. No weights are made. */
export function deeplabV2Layers(options: NetworkOptions): NetworkLayer[] {
  const { size, channels, classes, baseFilters, blocks } = withDeeplabV2Defaults(options)
  const table = new LayerTable()
  const stages = deeplabV2Stages(blocks)
  const { sides, maps } = resnetRows(table, size, channels, baseFilters, stages)
  deeplabV2Rates.forEach((rate, n) => {
    const row = { taps: 9, from: maps, to: classes + 1 }
    table.convolution(`aspp.c${n}`, `conv 3×3, dilation ${rate}`, sides, row)
  })
  table.free('aspp.sum', 'sum', sides, classes + 1)
  return outRows(table, size, classes + 1)
}

/** The rows of networks.md A6's table of deeplab-v3, block by block; scales share them. No weights are made. */
export function deeplabV3Layers(options: NetworkOptions): NetworkLayer[] {
  const given = withDeeplabV3Defaults(options)
  const { size, channels, classes, baseFilters } = given
  const table = new LayerTable()
  const { stages, rates } = deeplabV3Plan(given)
  const { sides, maps } = resnetRows(table, size, channels, baseFilters, stages)
  const width = pyramidWidth(baseFilters)
  const unit = unitOf(table)
  unit('aspp.stages.c0', 'conv 1×1, norm, ReLU', sides, 1, maps, width)
  rates.forEach((rate, n) => {
    unit(`aspp.stages.c${n + 1}`, `conv 3×3, dilation ${rate}, norm, ReLU`, sides, 3, maps, width)
  })
  table.free('aspp.mean', 'mean of each map', [1, 1], maps)
  unit('aspp.stages.imagepool', 'conv 1×1, norm, ReLU', [1, 1], 1, maps, width)
  table.free('aspp.concat', 'concatenation', sides, (rates.length + 2) * width)
  unit('fc1', 'conv 1×1, norm, ReLU', sides, 1, (rates.length + 2) * width, width)
  table.convolution('fc2', 'conv 1×1', sides, { taps: 1, from: width, to: classes + 1 })
  return outRows(table, size, classes + 1)
}

type Unit = (
  name: string,
  kind: string,
  sides: readonly number[],
  kernel: number,
  from: number,
  to: number,
) => void

/** A convolution without bias and its norm: γ and β are trained, mean, variance and a count are kept. */
const unitOf =
  (table: LayerTable): Unit =>
  (name, kind, sides, kernel, from, to) => {
    const row = { taps: kernel * kernel, from, to, bias: 0, more: 2 * to, fixed: 2 * to + 1 }
    table.convolution(name, kind, sides, row)
  }

function resnetRows(
  table: LayerTable,
  size: readonly number[],
  channels: number,
  baseFilters: number,
  stages: readonly Stage[],
): { sides: number[]; maps: number } {
  const unit = unitOf(table)
  table.free('planes', 'grey to planes', size, channels)
  let sides = size.map((side) => convSide(side, 7, { stride: 2, pad: 3 }))
  let maps = baseFilters
  unit('layer1.conv1', 'conv 7×7, stride 2, norm, ReLU', sides, 7, channels, maps)
  sides = sides.map((side) => ceilPoolSide(side, { kernel: 3, stride: 2, pad: 1 }))
  table.free('layer1.pool', 'max pooling 3×3, stride 2, rounded up', sides, maps)
  stages.forEach((stage, number) => {
    const width = stageWidth(baseFilters, number)
    sides = sides.map((side) => convSide(side, 1, { stride: stage.stride }))
    for (let block = 0; block < stage.blocks; block++) {
      const name = `layer${number + 2}.block${block + 1}`
      const dilation = blockDilation(stage, block)
      unit(`${name}.reduce`, 'conv 1×1, norm, ReLU', sides, 1, maps, width / 4)
      unit(`${name}.conv3x3`, `conv 3×3, dilation ${dilation}, norm, ReLU`, sides, 3, width / 4, width / 4)
      unit(`${name}.increase`, 'conv 1×1, norm', sides, 1, width / 4, width)
      if (block === 0) unit(`${name}.shortcut`, 'conv 1×1, norm', sides, 1, maps, width)
      table.free(`${name}.relu`, 'sum, ReLU', sides, width)
      maps = width
    }
  })
  return { sides, maps }
}

function outRows(table: LayerTable, size: readonly number[], scores: number): NetworkLayer[] {
  table.free('upsample', 'bilinear resize', size, scores)
  table.free('out', 'softmax', size, scores)
  return table.rows
}
