import type { NetworkLayer, NetworkOptions } from './networkOptions'
import { segmentationLevels, withUnet2dDefaults } from './unet2d'

/** The rows of networks.md A2's table of unet-2d, in its order, for any options; no weights are made. */
export function unet2dLayers(options: NetworkOptions): NetworkLayer[] {
  const { size, channels, classes, baseFilters, depth, dropout } = withUnet2dDefaults(options)
  const rows: NetworkLayer[] = []
  const sides = (level: number): [number, number] => [size[0] / 2 ** level, size[1] / 2 ** level]
  const conv = (
    name: string,
    kind: string,
    level: number,
    kernel: number,
    from: number,
    to: number,
  ): void => {
    const [height, width] = sides(level)
    const products = kernel * kernel * from * to
    rows.push({
      name,
      kind,
      outputShape: [height, width, to],
      parameters: products + to,
      flops: 2 * products * height * width,
    })
  }
  const free = (name: string, kind: string, level: number, maps: number): void => {
    rows.push({ name, kind, outputShape: [...sides(level), maps], parameters: 0, flops: 0 })
  }
  const filters = (level: number): number => baseFilters * 2 ** level

  for (let level = 0; level < depth; level++) {
    const width = filters(level)
    const entry = level === 0 ? 'conv block 3×3' : 'conv block 3×3, stride 2'
    conv(`in_${level}`, entry, level, 3, level === 0 ? channels : filters(level - 1), width)
    conv(`ctx_${level}a`, 'conv block 3×3', level, 3, width, width)
    free(`drop_${level}`, `spatial dropout ${dropout}`, level, width)
    conv(`ctx_${level}b`, 'conv block 3×3', level, 3, width, width)
    free(`sum_${level}`, 'sum', level, width)
  }
  for (let level = depth - 2; level >= 0; level--) {
    const width = filters(level)
    conv(`up_${level}`, 'nearest ×2, conv block 3×3', level, 3, 2 * width, width)
    free(`cat_${level}`, 'concatenation', level, 2 * width)
    conv(`loc_${level}a`, 'conv block 3×3', level, 3, 2 * width, width)
    conv(`loc_${level}b`, 'conv block 1×1', level, 1, width, width)
    if (level < segmentationLevels) conv(`seg_${level}`, 'conv 1×1', level, 1, width, classes)
  }
  free('out', 'sigmoid of the summed segmentations', 0, classes)
  return rows
}
