import type { CardiacFunction, CaseResult, Part, PhaseScores } from '#shared/domain/evaluation'
import type { RegionId } from '#shared/domain/structures'
import { functionOfLabels } from '#models/metrics/function'
import { scoreVolume } from '#models/metrics/scoreVolume'

/** Canonical labels [Z, Y, X] at end-diastole and end-systole; null = not there. */
export interface LabelPair {
  readonly ed: Uint8Array | null
  readonly es: Uint8Array | null
}

export interface ScoredGrid {
  readonly slices: number
  readonly rows: number
  readonly columns: number
  readonly spacingMm: { readonly x: number; readonly y: number; readonly z: number }
}

/**
 * One case's scores per region (3-D, per volume) and its volumes beside the reference's. A phase that either side lacks
 * has no score; `regions` are those that both sides label.
 */
export function scoredCase(
  id: string,
  part: Part,
  predicted: LabelPair,
  reference: LabelPair,
  grid: ScoredGrid,
  regions: readonly RegionId[],
): CaseResult {
  const shape = [grid.slices, grid.rows, grid.columns] as const
  const structures: Partial<Record<RegionId, PhaseScores>> = {}
  for (const region of regions) structures[region] = { ed: null, es: null }
  for (const phase of ['ed', 'es'] as const) {
    const [mine, truth] = [predicted[phase], reference[phase]]
    if (!mine || !truth) continue
    const scores = scoreVolume(mine, truth, shape, grid.spacingMm, regions)
    for (const region of regions)
      structures[region] = { ...structures[region]!, [phase]: scores[region] ?? null }
  }
  const functionOf = (pair: LabelPair): CardiacFunction => functionOfLabels(pair.ed, pair.es, grid.spacingMm)
  return { id, part, structures, ...functionOf(predicted), reference: functionOf(reference) }
}
