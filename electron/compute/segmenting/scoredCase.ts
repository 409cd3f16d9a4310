import type { CardiacFunction, CaseResult, Part, PhaseScores } from '#shared/domain/evaluation'
import { phaseNames, type PhaseName } from '#shared/domain/measuredPhases'
import { regionIds, type RegionId } from '#shared/domain/structures'
import { functionOfLabels, volumeMl } from '#models/metrics/function'
import { scoreVolume } from '#models/metrics/scoreVolume'

/** Canonical labels [Z, Y, X] of the measured phases of a case; null or left out = not there. */
export type PhaseLabels = Readonly<Partial<Record<PhaseName, Uint8Array | null>>>

/** Regions of the measured phases of a case. */
export type PhaseRegions = Readonly<Partial<Record<PhaseName, readonly RegionId[]>>>

/** Those of each phase that pass. */
export const regionsThat = (regions: PhaseRegions, pass: (region: RegionId) => boolean): PhaseRegions =>
  Object.fromEntries(phaseNames.map((phase) => [phase, (regions[phase] ?? []).filter(pass)]))

export interface ScoredGrid {
  readonly slices: number
  readonly rows: number
  readonly columns: number
  readonly spacingMm: { readonly x: number; readonly y: number; readonly z: number }
}

/**
 * One case's scores per region (3-D, per volume) and its volumes beside the reference's. A phase that either side lacks
 * has no score; `regions` are those that both sides label at each phase.
 */
export function scoredCase(
  id: string,
  part: Part,
  predicted: PhaseLabels,
  reference: PhaseLabels,
  grid: ScoredGrid,
  regions: PhaseRegions,
): CaseResult {
  const shape = [grid.slices, grid.rows, grid.columns] as const
  const structures: Partial<Record<RegionId, PhaseScores>> = {}
  const scored = regionIds.filter((id) => phaseNames.some((phase) => regions[phase]?.includes(id)))
  for (const region of scored) structures[region] = { ed: null, es: null }
  for (const phase of phaseNames) {
    const [mine, truth] = [predicted[phase], reference[phase]]
    if (!mine || !truth) continue
    const both = regions[phase] ?? []
    const scores = scoreVolume(mine, truth, shape, grid.spacingMm, both)
    for (const region of both)
      structures[region] = { ...structures[region]!, [phase]: scores[region] ?? null }
  }
  const functionOf = ({ ed = null, es = null }: PhaseLabels): CardiacFunction =>
    functionOfLabels(ed, es, grid.spacingMm)
  return {
    id,
    part,
    structures,
    ...functionOf(predicted),
    reference: functionOf(reference),
    ...stillVolumes(predicted.still, reference.still, grid, scored),
  }
}

/** Volumes of a case that has one image, both sides beside each other; nothing where there is a heart beat. */
function stillVolumes(
  own: Uint8Array | null | undefined,
  reference: Uint8Array | null | undefined,
  { spacingMm }: ScoredGrid,
  regions: readonly RegionId[],
): Pick<CaseResult, 'volumesMl'> {
  if (!own || !reference) return {}
  const volumesMl: CaseResult['volumesMl'] = {}
  for (const region of regions)
    volumesMl[region] = {
      own: volumeMl(own, region, spacingMm),
      reference: volumeMl(reference, region, spacingMm),
    }
  return { volumesMl }
}
