import { fcnTranLevels, margin, scoreChannels, upWindow, withFcnTranDefaults } from './fcnTran'
import { LayerTable } from './layerTable'
import type { NetworkLayer, NetworkOptions } from './networkOptions'

/** The rows of networks.md A1's table of fcn-tran, in its order, for any options; no weights are made. */
export function fcnTranLayers(options: NetworkOptions): NetworkLayer[] {
  const { size, channels, baseFilters, dropout, quirks } = withFcnTranDefaults(options)
  const scores = scoreChannels(options)
  const table = new LayerTable()
  const window = upWindow(quirks)
  const raised = (sides: readonly number[]): number[] => sides.map((side) => (side - 1) * 2 + window)
  const score = (name: string, sides: readonly number[], from: number): void =>
    table.convolution(name, 'conv 1×1', sides, { taps: 1, from, to: scores })
  const up = (name: string, at: readonly number[]): number[] => {
    const kind = `transposed conv ${window}×${window}, stride 2`
    const row = { taps: window * window, from: scores, to: scores, bias: 0, at }
    table.convolution(name, kind, raised(at), row)
    return raised(at)
  }
  const fuse = (step: number, skip: readonly number[], sides: readonly number[]): number[] => {
    const least = sides.map((side, axis) => Math.min(side, skip[axis]!))
    table.free(`crop${step}`, 'crop', least, scores)
    table.free(`fuse_scores${step}`, quirks === 'corrected' ? 'sum' : 'average', least, scores)
    return least
  }

  let sides: number[] = [...size]
  let maps = channels
  table.free('mvn0', 'mean and deviation normalised', sides, maps)
  sides = sides.map((side) => side + 2 * margin)
  table.free('pad', `${margin} pixels of nought around`, sides, maps)
  const ends: { sides: number[]; maps: number }[] = []
  let number = 0
  for (const [level, { convolutions, widening }] of fcnTranLevels.entries()) {
    if (level > 0) {
      sides = sides.map((side) => Math.floor((side - 3) / 2) + 1)
      table.free(`pool${level}`, 'max pooling 3×3, stride 2', sides, maps)
    }
    const lowest = level === fcnTranLevels.length - 1
    if (lowest) table.free('drop1', `dropout ${dropout}`, sides, maps)
    const width = baseFilters * widening
    for (let i = 0; i < convolutions; i++) {
      const kind = 'conv 3×3, ReLU, mean and deviation normalised'
      table.convolution(`conv${++number}`, kind, sides, { taps: 9, from: maps, to: width })
      maps = width
    }
    if (lowest) table.free('drop2', `dropout ${dropout}`, sides, maps)
    ends.push({ sides, maps })
  }
  const [, upper, middle, lowest] = ends as [unknown, ...{ sides: number[]; maps: number }[]]
  score('score_conv15', lowest!.sides, lowest!.maps)
  let at = up('upsample1', lowest!.sides)
  score('score_conv11', middle!.sides, middle!.maps)
  at = up('upsample2', fuse(1, middle!.sides, at))
  score('score_conv7', upper!.sides, upper!.maps)
  up('upsample3', fuse(2, upper!.sides, at))
  table.free('crop3', 'crop', size, scores)
  const kind = scores === 1 ? 'conv 1×1, sigmoid' : 'conv 1×1, softmax'
  table.convolution('predictions', kind, size, { taps: 1, from: scores, to: scores })
  return table.rows
}
