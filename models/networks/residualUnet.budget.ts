import { residualLayers } from './residualUnet.rows'
import {
  residualEstimate,
  residualPlan,
  residualTopology,
  divisors,
  type ResidualPlan,
  type ResidualTopology,
} from './residualUnet.plan'

/** What a set of training images says about the network for it; axes slowest first, two or three of them. */
export interface Fingerprint {
  /** Spacing that all images are brought to, mm. */
  readonly spacingMm: readonly number[]
  /** Median size of the images at that spacing, pixels. */
  readonly medianShape: readonly number[]
  /** Pixels of all training images together. */
  readonly pixels: number
  readonly channels: number
  /** Output channels, the background among them. */
  readonly scores: number
}

/** nnU-Net's preset M: the estimate that fills 8 GB, and the batch it was made with (networks.md A9). */
const reference = { 2: { estimate: 1.35e8, batch: 12 }, 3: { estimate: 6.8e8, batch: 2 } } as const
const referenceBytes = 8e9
/** Side of the square or cube that a first patch is as large as, pixels. */
const firstSide = { 2: 2048, 3: 256 } as const

const dimensionsOf = ({ medianShape }: Fingerprint): 2 | 3 => (medianShape.length === 3 ? 3 : 2)

/** The patch before memory is thought of: as many millimetres along each axis, at most the median image. */
export function firstPatch(fingerprint: Fingerprint): number[] {
  const { spacingMm, medianShape } = fingerprint
  const dimensions = dimensionsOf(fingerprint)
  const density = spacingMm.map((spacing) => 1 / spacing)
  const product = density.reduce((sum, each) => sum * each, 1)
  const scale = (firstSide[dimensions] ** dimensions / product) ** (1 / dimensions)
  return density.map((each, axis) => Math.min(Math.round(each * scale), medianShape[axis]!))
}

/** The network whose estimate fits into the memory: the longest axis against the median is shortened until it does. */
export function planWithin(
  fingerprint: Fingerprint,
  memoryBytes: number,
  shape: ShapeOptions = {},
): ResidualPlan {
  const { spacingMm, medianShape, scores } = fingerprint
  const limit = (reference[dimensionsOf(fingerprint)].estimate * memoryBytes) / referenceBytes
  let plan = residualPlan(residualTopology(spacingMm, firstPatch(fingerprint)), shape)
  while (residualEstimate(plan, scores) > limit) {
    const shares = plan.patch.map((side, axis) => side / medianShape[axis]!)
    const axis = shares.lastIndexOf(Math.max(...shares))
    const patch = shortened(plan, spacingMm, axis)
    if (!patch) break // as small as it gets
    plan = residualPlan(residualTopology(spacingMm, patch), shape)
  }
  return plan
}

/** The patch with one divisor less on an axis; the divisor is that of the smaller patch. Null: nothing would be left. */
function shortened(plan: ResidualTopology, spacingMm: readonly number[], axis: number): number[] | null {
  const trial = [...plan.patch]
  trial[axis]! -= divisors(plan)[axis]!
  if (trial[axis]! < 8) return null
  const patch = [...plan.patch]
  patch[axis]! -= divisors(residualTopology(spacingMm, trial))[axis]!
  return patch
}

/** Images of a batch: what the memory is left for, at least two, at most a twentieth of all pixels (networks.md A9). */
export function batchWithin(fingerprint: Fingerprint, plan: ResidualPlan, memoryBytes: number): number {
  const { estimate, batch } = reference[dimensionsOf(fingerprint)]
  const fitting = Math.round(
    ((estimate * memoryBytes) / referenceBytes / residualEstimate(plan, fingerprint.scores)) * batch,
  )
  const pixels = plan.patch.reduce((product, side) => product * side, 1)
  return Math.max(2, Math.min(fitting, Math.round((fingerprint.pixels * 0.05) / pixels)))
}

export interface ShapeOptions {
  readonly baseFilters?: number
  readonly mostBlocks?: number
}

export interface Budget {
  readonly memoryBytes: number
  /** Multiply-adds x 2 that this machine does in a second of training. */
  readonly flopsPerSecond: number
  /** Time for the whole training, seconds; null: as long as it takes. */
  readonly seconds: number | null
  /** Steps that a training needs at least. */
  readonly leastSteps?: number
}

/** A plan that fits, and what it gave up for that. */
export interface BudgetedPlan {
  readonly plan: ResidualPlan
  readonly baseFilters: number
  readonly mostBlocks: number
  readonly batch: number
  /** Multiply-adds of one image, of those of the whole network; 1: nothing was given up. */
  readonly share: number
  /** Time of one step, seconds. */
  readonly stepSeconds: number
  /** For a person: what was made smaller, and by how much. */
  readonly words: string
}

/** From the whole network down, each about half of what the one before it takes. */
const shapes = [
  { baseFilters: 32, mostBlocks: 6 },
  { baseFilters: 32, mostBlocks: 3 },
  { baseFilters: 32, mostBlocks: 1 },
  { baseFilters: 24, mostBlocks: 1 },
  { baseFilters: 16, mostBlocks: 1 },
  { baseFilters: 12, mostBlocks: 1 },
  { baseFilters: 8, mostBlocks: 1 },
] as const
/** A step is the forward pass and two passes back. */
const passes = 3
const smallestBatch = 2

/** The largest network that trains `leastSteps` steps of two images in the time there is, in the memory there is. */
export function planForBudget(fingerprint: Fingerprint, budget: Budget): BudgetedPlan {
  const { memoryBytes, flopsPerSecond, seconds, leastSteps = 2000 } = budget
  const flopsOf = (plan: ResidualPlan): number =>
    residualLayers(plan, fingerprint.channels, fingerprint.scores).reduce((sum, row) => sum + row.flops, 0)
  const whole = flopsOf(planWithin(fingerprint, Infinity, shapes[0]))
  const fits = (plan: ResidualPlan): boolean => {
    if (seconds === null) return true
    return (passes * smallestBatch * flopsOf(plan) * leastSteps) / flopsPerSecond <= seconds
  }
  const candidates = shapes.map((shape) => ({ ...shape, plan: planWithin(fingerprint, memoryBytes, shape) }))
  const { plan, baseFilters, mostBlocks } =
    candidates.find((candidate) => fits(candidate.plan)) ?? candidates.at(-1)!
  const flops = flopsOf(plan)
  const timed =
    seconds === null ? Infinity : Math.floor((seconds * flopsPerSecond) / (passes * flops * leastSteps))
  const batch = Math.max(smallestBatch, Math.min(batchWithin(fingerprint, plan, memoryBytes), timed))
  const share = flops / whole
  const stepSeconds = (passes * batch * flops) / flopsPerSecond
  return {
    plan,
    baseFilters,
    mostBlocks,
    batch,
    share,
    stepSeconds,
    words: wordsOf(share, baseFilters, mostBlocks, plan),
  }
}

function wordsOf(
  share: number,
  baseFilters: number,
  mostBlocks: number,
  { patch, blocks }: ResidualPlan,
): string {
  const shape = `${baseFilters} maps at the first of ${blocks.length} levels, at most ${mostBlocks} blocks a level, ${patch.join(' × ')} pixels`
  if (share > 0.999) return `The whole network: ${shape}.`
  const percent = (100 * share).toPrecision(2)
  return `Planned smaller for the memory and the time there is: ${shape}; ${percent} % of the whole network's multiplications.`
}
