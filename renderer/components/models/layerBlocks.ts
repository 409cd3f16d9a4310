import type { LayerRow } from '#shared/domain/model'
import { mapBytes } from './networkStages'

/** Layers that follow one another and belong together by their names: a level, a residual block. */
export interface LayerBlock {
  /** Of the block within its network; stays the same from one look to the next. */
  readonly id: string
  /** Null: a layer that stands alone. */
  readonly title: string | null
  readonly layers: readonly LayerRow[]
  /** Of its last layer. */
  readonly shape: readonly number[]
  readonly parameters: number
  /** Multiply-adds × 2 for one image. */
  readonly flops: number
  /** What its layers put out for one image, float32. */
  readonly mapBytes: number
}

/** The layers of a network in their order, block by block. */
export function layerBlocks(layers: readonly LayerRow[]): LayerBlock[] {
  const runs: { key: string | null; layers: LayerRow[] }[] = []
  for (const layer of layers) {
    const key = blockKey(layer.name)
    const run = runs.at(-1)
    if (run && key !== null && run.key === key) run.layers.push(layer)
    else runs.push({ key, layers: [layer] })
  }
  return runs.map(({ key, layers: own }) => block(key, own))
}

/**
 * What the names of a block's layers have in common: `layer2.block1` of `layer2.block1.conv3x3`, `d0` of `d0.1` and
 * `d0_stack`, the level of `in_0` and `ctx_0a`. Null: the name is of no block.
 */
function blockKey(name: string): string | null {
  const dot = name.lastIndexOf('.')
  if (dot > 0) return name.slice(0, dot)
  const stacked = /^([a-z]+\d+)_[a-z]+$/i.exec(name)
  if (stacked) return stacked[1]!
  const level = /^[a-z]+_(\d+)[a-z]?$/i.exec(name)
  return level ? `_${level[1]}` : null
}

function block(key: string | null, layers: readonly LayerRow[]): LayerBlock {
  const [first, last] = [layers[0]!, layers.at(-1)!]
  const titled = key?.startsWith('_') ? `${first.name} … ${last.name}` : key
  const sum = (number: (layer: LayerRow) => number) =>
    layers.reduce((total, layer) => total + number(layer), 0)
  return {
    id: first.name,
    title: layers.length > 1 ? titled : null,
    layers,
    shape: last.outputShape,
    parameters: sum(({ parameters }) => parameters),
    flops: sum(({ flops }) => flops),
    mapBytes: sum(mapBytes),
  }
}
