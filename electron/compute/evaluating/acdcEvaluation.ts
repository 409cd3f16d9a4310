import type { CaseResult, MeanScore } from '#shared/domain/evaluation'
import type { PluginFacts } from '#shared/domain/plugin'
import { cardiacRegions, type RegionId } from '#shared/domain/structures'
import { SeptumError } from '#shared/errors/SeptumError'
import { labelMap, sameValues } from '#electron/datasets/labelMap'
import { meanScores } from '#models/metrics/meanScores'
import type { MetricPlugin } from '#models/plugins/contract'
import { PluginScorer } from '../segmenting/pluginScores'
import { scoredCase, type PhaseLabels, type ScoredGrid } from '../segmenting/scoredCase'
import { casesOfReference, type ReferenceCase } from './referenceCases'
import { maskFiles, type MaskFile } from './maskFiles'

export interface AcdcEvaluation {
  readonly protocol: 'acdc'
  readonly cases: CaseResult[]
  readonly mean: Partial<Record<RegionId, MeanScore>>
  readonly rule: string
  /** Metrics that plug-ins brought; left out: none. */
  readonly metrics?: PluginFacts[]
  /** Volumes of the reference for which no prediction was found. */
  readonly missing: string[]
}

/** Metrics of plug-ins, loaded; and what they say of themselves. */
export interface OwnMetrics {
  readonly plugins: readonly MetricPlugin[]
  readonly facts: readonly PluginFacts[]
}

export const noMetrics: OwnMetrics = { plugins: [], facts: [] }

export interface EvaluationOptions {
  readonly progress: (done: number, total: number, what: string) => void
  readonly signal: AbortSignal
}

const acdcValues = sameValues([0, 1, 2, 3])

/**
 * Scores masks against an ACDC reference (evaluation.md E4): Dice, HD and HD95 in 3-D per volume, volumes and EF by
 * voxel counting. The reference is a data set, of which those structures count that it labels at that phase (X24), or a
 * folder of masks with the same names. A prediction of another shape
 * is refused with GEOMETRY_MISMATCH, another label value with LABEL_UNKNOWN; a plug-in's metric that fails on a case ends all.
 */
export async function acdcEvaluation(
  reference: string,
  prediction: string,
  { progress, signal }: EvaluationOptions,
  own: OwnMetrics = noMetrics,
): Promise<AcdcEvaluation> {
  const scorer = new PluginScorer(own.plugins, (_, error) => {
    throw error
  })
  const predictions = await maskFiles(prediction)
  const references = await casesOfReference(reference, predictions, signal)
  const cases: CaseResult[] = []
  const missing: string[] = []
  for (const [done, one] of references.entries()) {
    if (signal.aborted) throw new SeptumError('CANCELLED', { what: 'The evaluation' })
    progress(done, references.length, one.name)
    const truth = await one.labels()
    const predicted = {
      ed: await predictedLabels(one, 'ed', truth, predictions),
      es: await predictedLabels(one, 'es', truth, predictions),
    }
    for (const phase of ['ed', 'es'] as const)
      if (truth.pair[phase] && !predicted[phase]) missing.push(`${one.name} ${phase.toUpperCase()}`)
    if (!predicted.ed && !predicted.es) continue
    const { pair, grid, regions } = truth
    const result = scoredCase(one.name, 'test', predicted, pair, grid, regions)
    cases.push(scorer.scored(result, { predicted, truth: pair, grid, regions }))
  }
  progress(references.length, references.length, 'done')
  const scored = cardiacRegions.filter((id) => cases.some(({ structures }) => structures[id]))
  const metrics = own.facts.length > 0 && { metrics: [...own.facts] }
  return { protocol: 'acdc', cases, ...meanScores(cases, scored), ...metrics, missing }
}

async function predictedLabels(
  reference: ReferenceCase,
  phase: 'ed' | 'es',
  { grid, pair }: { grid: ScoredGrid; pair: PhaseLabels },
  predictions: readonly MaskFile[],
): Promise<Uint8Array | null> {
  const mask = pair[phase] && predictions.find((candidate) => reference.matches(candidate, phase))
  if (!mask) return null
  return labelMap(mask.file, {
    shape: [1, grid.slices, grid.rows, grid.columns],
    image: `${reference.name} ${phase.toUpperCase()}`,
    values: acdcValues,
    layout: 'ACDC',
  })
}
