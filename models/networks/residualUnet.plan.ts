/** What decides the shape of a residual U-Net; axes in the order of the data, slowest first. */
export interface ResidualTopology {
  /** Size that the network takes, pixels: a multiple of all strides of each axis. */
  readonly patch: readonly number[]
  /** Of each stage's first block; the first stage has none. */
  readonly strides: readonly (readonly number[])[]
  readonly kernels: readonly (readonly number[])[]
}

/** A network without its weights. */
export interface ResidualPlan extends ResidualTopology {
  /** Maps of each stage. */
  readonly features: readonly number[]
  /** Residual blocks of each stage. */
  readonly blocks: readonly number[]
}

/** Least side of a map that may still be halved to, pixels. */
const leastSide = 4
const published = { features: 32, most: { 2: 512, 3: 320 }, blocks: [1, 3, 4, 6] } as const

/**
 * Strides and kernels for a patch: axes are halved while they are long enough and as finely spaced as the finest, and
 * kernels reach along an axis once its spacing is less than twice the finest.
 *
 * Source  Isensee et al., nnU-Net, Nature Methods 2021, supplementary note 2; networks.md A9
 */
export function residualTopology(
  spacingMm: readonly number[],
  patch: readonly number[],
  leastBottom = leastSide,
): ResidualTopology {
  const spacing = [...spacingMm]
  const size = [...patch]
  const pools = patch.map(() => 0)
  const kernel = patch.map(() => 1)
  const strides: number[][] = [patch.map(() => 1)]
  const kernels: number[][] = []
  for (;;) {
    const axes = halved(spacing, size, leastBottom)
    if (axes.length === 0) break
    const finest = Math.min(...spacing)
    for (const axis of kernel.keys()) if (spacing[axis]! < 2 * finest) kernel[axis] = 3
    kernels.push([...kernel])
    strides.push(patch.map((_, axis) => (axes.includes(axis) ? 2 : 1)))
    for (const axis of axes) {
      pools[axis]! += 1
      spacing[axis]! *= 2
      size[axis] = Math.ceil(size[axis]! / 2)
    }
  }
  kernels.push(patch.map(() => 3))
  const whole = patch.map((side, axis) => Math.ceil(side / 2 ** pools[axis]!) * 2 ** pools[axis]!)
  return { patch: whole, strides, kernels }
}

/** Axes that the next stage halves. */
function halved(spacing: readonly number[], size: readonly number[], leastBottom: number): number[] {
  const long = [...size.keys()].filter((axis) => size[axis]! >= 2 * leastBottom)
  const finest = Math.min(...long.map((axis) => spacing[axis]!))
  const axes = long.filter((axis) => spacing[axis]! < 2 * finest)
  const [only] = axes
  return axes.length === 1 && size[only!]! < 3 * leastBottom ? [] : axes
}

/** What each axis of the patch is a multiple of. */
export const divisors = ({ strides, patch }: ResidualTopology): number[] =>
  patch.map((_, axis) => strides.reduce((product, stride) => product * stride[axis]!, 1))

/** Maps and blocks of each stage: twice as many maps a stage up to a limit; 1, 3, 4, 6, 6, … blocks (networks.md A9). */
export function residualPlan(
  topology: ResidualTopology,
  { baseFilters = published.features as number, mostBlocks = Infinity } = {},
): ResidualPlan {
  const stages = topology.strides.length
  const most = published.most[topology.patch.length === 3 ? 3 : 2] * (baseFilters / published.features)
  const numbers = Array.from({ length: stages }, (_, stage) => stage)
  return {
    ...topology,
    features: numbers.map((stage) => Math.min(baseFilters * 2 ** stage, most)),
    blocks: numbers.map((stage) => Math.min(published.blocks[Math.min(stage, 3)]!, mostBlocks)),
  }
}

/** Sides of the maps of each stage. */
export function stageSides({ patch, strides }: ResidualTopology): number[][] {
  const sides: number[][] = []
  let size = [...patch]
  for (const stride of strides) {
    size = size.map((side, axis) => Math.floor(side / stride[axis]!))
    sides.push(size)
  }
  return sides
}

/**
 * Numbers in the outputs of all convolutions for one patch, which planning takes for the memory of training: blocks with
 * their shortcuts, transposed convolutions, and the last segmentation or, with deep supervision, all (networks.md A9).
 */
export function residualEstimate(plan: ResidualPlan, classes: number, deepSupervision = false): number {
  const sides = stageSides(plan)
  const pixels = sides.map((side) => side.reduce((product, length) => product * length, 1))
  const { features, strides, blocks } = plan
  let sum = pixels[0]! * features[0]!
  for (const stage of features.keys()) {
    const entering = features[Math.max(0, stage - 1)]!
    const changes = entering !== features[stage] || strides[stage]!.some((stride) => stride > 1)
    const maps = 2 * blocks[stage]! + (changes ? 1 : 0)
    sum += maps * features[stage]! * pixels[stage]!
  }
  for (let stage = features.length - 2; stage >= 0; stage--) {
    const scores = deepSupervision || stage === 0 ? classes : 0
    sum += (2 * features[stage]! + scores) * pixels[stage]!
  }
  return sum
}
