import { LayerTable } from './layerTable'
import type { NetworkLayer } from './networkOptions'
import { stageSides, type ResidualPlan } from './residualUnet.plan'

/** The rows of any plan, in two or three dimensions, with so many output channels. */
export function residualLayers(plan: ResidualPlan, channels: number, scores: number): NetworkLayer[] {
  const { features, blocks, kernels, strides } = plan
  const sides = stageSides(plan)
  const table = new LayerTable()
  const taps = (window: readonly number[]): number => window.reduce((product, size) => product * size, 1)
  const named = (window: readonly number[]): string => window.join('×')
  const unit = (name: string, stage: number, from: number, window: readonly number[], kind: string): void => {
    const to = features[stage]!
    table.convolution(name, kind, sides[stage]!, { taps: taps(window), from, to, more: 2 * to })
  }

  unit('stem', 0, channels, kernels[0]!, `conv ${named(kernels[0]!)}, norm, leaky ReLU`)
  for (const [stage, width] of features.entries()) {
    const entering = features[Math.max(0, stage - 1)]!
    const kernel = kernels[stage]!
    const strided = strides[stage]!.some((stride) => stride > 1)
    for (let block = 0; block < blocks[stage]!; block++) {
      const name = `enc_${stage}.${block}`
      const first = block === 0
      const step = first && strided ? `, stride ${named(strides[stage]!)}` : ''
      unit(
        `${name}a`,
        stage,
        first ? entering : width,
        kernel,
        `conv ${named(kernel)}${step}, norm, leaky ReLU`,
      )
      unit(`${name}b`, stage, width, kernel, `conv ${named(kernel)}, norm`)
      if (first && strided) table.free(`${name}_pool`, 'average pooling', sides[stage]!, entering)
      if (first && entering !== width) {
        const row = { taps: 1, from: entering, to: width, bias: 0, more: 2 * width }
        table.convolution(`${name}_skip`, 'conv 1×1, norm', sides[stage]!, row)
      }
      table.free(`${name}_out`, 'sum, leaky ReLU', sides[stage]!, width)
    }
  }
  for (let stage = features.length - 2; stage >= 0; stage--) {
    const stride = strides[stage + 1]!
    const width = features[stage]!
    table.convolution(
      `up_${stage}`,
      `transposed conv ${named(stride)}, stride ${named(stride)}`,
      sides[stage]!,
      {
        taps: taps(stride),
        from: features[stage + 1]!,
        to: width,
        at: sides[stage + 1]!,
      },
    )
    table.free(`cat_${stage}`, 'concatenation', sides[stage]!, 2 * width)
    unit(
      `dec_${stage}`,
      stage,
      2 * width,
      kernels[stage]!,
      `conv ${named(kernels[stage]!)}, norm, leaky ReLU`,
    )
    table.convolution(`seg_${stage}`, 'conv 1×1', sides[stage]!, { taps: 1, from: width, to: scores })
  }
  table.free('out', 'softmax', sides[0]!, scores)
  return table.rows
}
