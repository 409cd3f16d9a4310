import { LayerTable } from './layerTable'
import { segmentationLevels, type IsenseeUnetOptions } from './isenseeUnet'
import type { NetworkLayer } from './networkOptions'

/** The rows of networks.md A2's table, in its order, over slices (two sides) or volumes (three). */
export function isenseeUnetLayers(
  fullSides: readonly number[],
  channels: number,
  { classes, baseFilters, depth, dropout }: IsenseeUnetOptions,
): NetworkLayer[] {
  const table = new LayerTable()
  const window = (taps: number): string => fullSides.map(() => taps).join('×')
  const sides = (level: number): number[] => fullSides.map((side) => side / 2 ** level)
  const filters = (level: number): number => baseFilters * 2 ** level
  const conv = (name: string, kind: string, level: number, taps: number, from: number, to: number): void =>
    table.convolution(name, kind, sides(level), { taps: taps ** fullSides.length, from, to })

  for (let level = 0; level < depth; level++) {
    const width = filters(level)
    const entry = level === 0 ? `conv block ${window(3)}` : `conv block ${window(3)}, stride 2`
    conv(`in_${level}`, entry, level, 3, level === 0 ? channels : filters(level - 1), width)
    conv(`ctx_${level}a`, `conv block ${window(3)}`, level, 3, width, width)
    table.free(`drop_${level}`, `spatial dropout ${dropout}`, sides(level), width)
    conv(`ctx_${level}b`, `conv block ${window(3)}`, level, 3, width, width)
    table.free(`sum_${level}`, 'sum', sides(level), width)
  }
  for (let level = depth - 2; level >= 0; level--) {
    const width = filters(level)
    conv(`up_${level}`, `nearest ×2, conv block ${window(3)}`, level, 3, 2 * width, width)
    table.free(`cat_${level}`, 'concatenation', sides(level), 2 * width)
    conv(`loc_${level}a`, `conv block ${window(3)}`, level, 3, 2 * width, width)
    conv(`loc_${level}b`, `conv block ${window(1)}`, level, 1, width, width)
    if (level < segmentationLevels) conv(`seg_${level}`, `conv ${window(1)}`, level, 1, width, classes)
  }
  table.free('out', 'sigmoid of the summed segmentations', sides(0), classes)
  return table.rows
}
