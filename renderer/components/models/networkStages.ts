import type { LayerRow } from '#shared/domain/model'

/** Layers that follow one another at one image size: a block of the network's picture. */
export interface Stage {
  readonly id: string
  readonly role: 'down' | 'bottom' | 'up' | 'head' | 'output'
  /** Halvings of the image before it, from 0. */
  readonly level: number
  readonly layers: readonly LayerRow[]
  /** [height, width, channels] of its last layer; of a volume with its slices before them. */
  readonly shape: readonly number[]
  readonly parameters: number
  /** Multiply-adds × 2 for one image. */
  readonly flops: number
  /** What its layers put out for one image, float32. */
  readonly mapBytes: number
}

/**
 * The stages of an encoder-decoder from its layers in the order of the figure: each run of one height is a stage, the
 * smallest is the bottom. On the way up a layer with as many channels as the output is a head; the last layer is the
 * output. A network that never shrinks its image has `down` stages alone.
 */
export function networkStages(layers: readonly LayerRow[]): Stage[] {
  const output = layers.at(-1)
  if (!output) return []
  const runs: LayerRow[][] = []
  for (const layer of layers.slice(0, -1)) {
    const run = runs.at(-1)
    if (run && height(run[0]!) === height(layer)) run.push(layer)
    else runs.push([layer])
  }
  const heights = runs.map((run) => height(run[0]!))
  const bottom = heights.indexOf(Math.min(...heights))
  const levels = [...new Set(heights)].toSorted((a, b) => b - a)
  const level = (run: readonly LayerRow[]) => levels.indexOf(height(run[0]!))

  const stages = runs.flatMap((run, index): Stage[] => {
    if (index <= bottom) {
      const deepest = index === bottom && runs.length > 1
      return [stage(deepest ? 'bottom' : 'down', level(run), run)]
    }
    const heads = run.filter((layer) => layer.outputShape.at(-1) === output.outputShape.at(-1))
    const body = run.filter((layer) => !heads.includes(layer))
    const found = body.length > 0 ? [stage('up', level(run), body)] : []
    return heads.length > 0 ? [...found, stage('head', level(run), heads)] : found
  })
  return [...stages, stage('output', 0, [output])]
}

/** Rows of a layer's maps: [height, width, channels], or [slices, height, width, channels] of a volume. */
const height = ({ outputShape }: LayerRow): number => outputShape.at(-3) ?? outputShape[0] ?? 0

/** Bytes of a layer's output for one image, float32. */
export const mapBytes = ({ outputShape }: LayerRow): number =>
  4 * outputShape.reduce((product, size) => product * size, 1)

const stage = (role: Stage['role'], level: number, layers: readonly LayerRow[]): Stage => ({
  id: `${role}-${level}`,
  role,
  level,
  layers,
  shape: layers.at(-1)!.outputShape,
  parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0),
  flops: layers.reduce((sum, layer) => sum + layer.flops, 0),
  mapBytes: layers.reduce((sum, layer) => sum + mapBytes(layer), 0),
})
