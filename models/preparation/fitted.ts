import type { PreparationChain, PreparationStep } from '#shared/domain/preparationStep'
import { detectRegion } from './roi/detectRegion'
import type { VolumeGrid } from './volumeGrid'
import { statisticsOf, type Statistics } from './zScore'

/** What a step has to be shown before it can be done: all phases of the case, or all volumes that are trained on. */
export type MeasureScope = 'series' | 'data-set'

/** The first step that waits to be measured in a scope; -1: none does. */
export const unmeasured = ({ steps }: PreparationChain, scope: MeasureScope): number =>
  steps.findIndex((step) => scopeOf(step) === scope)

function scopeOf(step: PreparationStep): MeasureScope | null {
  if (step.step === 'roi-detect') return step.found === null ? 'series' : null
  if (step.step === 'mean-subtraction')
    return step.mean === 'data-set' && step.fitted === null ? 'data-set' : null
  if (step.step !== 'z-score' || step.fitted !== null) return null
  return step.scope === 'series' || step.scope === 'data-set' ? step.scope : null
}

/** The chain with one step measured on the phases of a case, as the steps before it have left them. */
export const measuredOnSeries = (
  chain: PreparationChain,
  at: number,
  phases: readonly Float32Array[],
  grid: VolumeGrid,
): PreparationChain =>
  withStep(chain, at, (step) => {
    if (step.step === 'roi-detect') return { ...step, found: detectRegion(phases, grid, step.motion) }
    return fittedTo(step, pooled(phases.map(statisticsOf)))
  })

/** The chain with one step measured on the training volumes: mean of their means, mean of their SDs (P8, P16). */
export const measuredOnDataSet = (
  chain: PreparationChain,
  at: number,
  volumes: readonly Statistics[],
): PreparationChain => withStep(chain, at, (step) => fittedTo(step, meanOf(volumes)))

function withStep(
  chain: PreparationChain,
  at: number,
  change: (step: PreparationStep) => PreparationStep,
): PreparationChain {
  return { ...chain, steps: chain.steps.map((step, index) => (index === at ? change(step) : step)) }
}

function fittedTo(step: PreparationStep, fitted: Statistics): PreparationStep {
  if (step.step === 'z-score' || step.step === 'mean-subtraction') return { ...step, fitted }
  throw new Error(`${step.step} is not measured`)
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

const meanOf = (volumes: readonly Statistics[]): Statistics => ({
  mean: mean(volumes.map((one) => one.mean)),
  sd: mean(volumes.map(({ sd }) => sd)),
})

/** Statistics of all the voxels of volumes that are equally large. */
function pooled(volumes: readonly Statistics[]): Statistics {
  const all = mean(volumes.map((one) => one.mean))
  return { mean: all, sd: Math.sqrt(mean(volumes.map((one) => one.sd ** 2 + (one.mean - all) ** 2))) }
}
