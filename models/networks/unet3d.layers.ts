import { LayerTable } from './layerTable'
import type { NetworkLayer, NetworkOptions } from './networkOptions'
import { segmentationLevels } from './unet2d'
import { withUnet3dDefaults } from './unet3d'

/** The rows of networks.md A2's table of unet-3d, in its order, for any options; no weights are made. */
export function unet3dLayers(options: NetworkOptions): NetworkLayer[] {
  const { size, slices, channels, classes, baseFilters, depth, dropout } = withUnet3dDefaults(options)
  const table = new LayerTable()
  const sides = (level: number): number[] => [slices, ...size].map((side) => side / 2 ** level)
  const filters = (level: number): number => baseFilters * 2 ** level
  const conv = (name: string, kind: string, level: number, from: number, to: number): void =>
    table.convolution(name, kind, sides(level), { taps: kind.includes('3×3×3') ? 27 : 1, from, to })

  for (let level = 0; level < depth; level++) {
    const width = filters(level)
    const entry = level === 0 ? 'conv block 3×3×3' : 'conv block 3×3×3, stride 2'
    conv(`in_${level}`, entry, level, level === 0 ? channels : filters(level - 1), width)
    conv(`ctx_${level}a`, 'conv block 3×3×3', level, width, width)
    table.free(`drop_${level}`, `spatial dropout ${dropout}`, sides(level), width)
    conv(`ctx_${level}b`, 'conv block 3×3×3', level, width, width)
    table.free(`sum_${level}`, 'sum', sides(level), width)
  }
  for (let level = depth - 2; level >= 0; level--) {
    const width = filters(level)
    conv(`up_${level}`, 'nearest ×2, conv block 3×3×3', level, 2 * width, width)
    table.free(`cat_${level}`, 'concatenation', sides(level), 2 * width)
    conv(`loc_${level}a`, 'conv block 3×3×3', level, 2 * width, width)
    conv(`loc_${level}b`, 'conv block 1×1×1', level, width, width)
    if (level < segmentationLevels) conv(`seg_${level}`, 'conv 1×1×1', level, width, classes)
  }
  table.free('out', 'sigmoid of the summed segmentations', sides(0), classes)
  return table.rows
}
