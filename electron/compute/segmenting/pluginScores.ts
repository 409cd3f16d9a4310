import type { CaseResult, RegionScore } from '#shared/domain/evaluation'
import { phaseNames } from '#shared/domain/measuredPhases'
import { regions as allRegions, type RegionId } from '#shared/domain/structures'
import { SeptumError } from '#shared/errors/SeptumError'
import type { MetricPlugin } from '#models/plugins/contract'
import { pluginScore } from '#models/plugins/pluginScore'
import { judgedPhases, type PhaseLabels, type PhaseRegions, type ScoredGrid } from './scoredCase'

/** The labels of a case that were scored. */
export interface ScoredVolumes {
  readonly predicted: PhaseLabels
  readonly truth: PhaseLabels
  readonly grid: ScoredGrid
  /** Those that both sides label. */
  readonly regions: PhaseRegions
}

/** What is told of a metric that failed, for the reason that `cause` tells. */
export const leftOut = (cause: string): string => `${cause} The metric is left out from here on.`

/**
 * The scores of a case with the numbers of plug-ins' metrics besides. One that fails here, after its trial, costs its own
 * number and not the whole: it is told once through `failed`, which may throw, and left out from then on.
 */
export class PluginScorer {
  private readonly metrics: Set<MetricPlugin>

  constructor(
    metrics: readonly MetricPlugin[],
    private readonly failed: (id: string, error: SeptumError) => void,
  ) {
    this.metrics = new Set(metrics)
  }

  scored(result: CaseResult, given: ScoredVolumes): CaseResult {
    if (this.metrics.size === 0) return result
    const { predicted, reference } = judgedPhases(given.predicted, given.truth)
    const volumes = { ...given, predicted, truth: reference }
    const structures = { ...result.structures }
    for (const phase of phaseNames)
      for (const region of volumes.regions[phase] ?? []) {
        const score = structures[region]?.[phase]
        if (score && volumes.predicted[phase] && volumes.truth[phase])
          structures[region] = {
            ...structures[region]!,
            [phase]: this.more(score, result.id, region, phase, volumes),
          }
      }
    return { ...result, structures }
  }

  private more(
    score: RegionScore,
    id: string,
    structure: RegionId,
    phase: (typeof phaseNames)[number],
    { predicted, truth, grid }: ScoredVolumes,
  ): RegionScore {
    const { label } = allRegions[structure]
    const maskOf = (labels: Uint8Array): Uint8Array => labels.map((value) => (value === label ? 1 : 0))
    const volume = {
      ...{ truth: maskOf(truth[phase]!), mask: maskOf(predicted[phase]!), spacingMm: grid.spacingMm },
      ...{ shape: [grid.slices, grid.rows, grid.columns] as const, structure, phase, case: id },
    }
    const plugins: Record<string, number | null> = {}
    for (const metric of this.metrics)
      try {
        plugins[metric.id] = pluginScore(metric, volume)
      } catch (error) {
        if (!(error instanceof SeptumError)) throw error
        this.metrics.delete(metric)
        this.failed(metric.id, error)
      }
    return { ...score, plugins }
  }
}
