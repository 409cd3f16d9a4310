import type { CardiacFunction, CaseResult, Part, PhaseScores } from '#shared/domain/evaluation'
import { phaseNames, type PhaseName } from '#shared/domain/measuredPhases'
import { regionIds, type RegionId } from '#shared/domain/structures'
import { judgedPixels } from '#shared/geometry/judgedPixels'
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

/** Both sides as scores see them: what the reference ignores is background on both. */
export function judgedPhases(
  prediction: PhaseLabels,
  truth: PhaseLabels,
): { readonly predicted: PhaseLabels; readonly reference: PhaseLabels } {
  const predicted: Record<string, Uint8Array | null> = { ...prediction }
  const reference: Record<string, Uint8Array | null> = { ...truth }
  for (const phase of phaseNames) {
    const [mine, other] = [prediction[phase], truth[phase]]
    if (mine && other) [predicted[phase], reference[phase]] = judgedPixels(mine, other)
  }
  return { predicted, reference }
}

/**
 * One case's scores per region (3-D, per volume) and its volumes beside the reference's. A phase that either side lacks
 * has no score; `regions` are those that both sides label at each phase. Pixels that the reference ignores count on neither
 * side, in no figure.
 */
export function scoredCase(
  id: string,
  part: Part,
  prediction: PhaseLabels,
  truth: PhaseLabels,
  grid: ScoredGrid,
  regions: PhaseRegions,
): CaseResult {
  const { predicted, reference } = judgedPhases(prediction, truth)
  const shape = [grid.slices, grid.rows, grid.columns] as const
  const structures: Partial<Record<RegionId, PhaseScores>> = {}
  const scored = regionIds.filter((id) => phaseNames.some((phase) => regions[phase]?.includes(id)))
  for (const region of scored) structures[region] = { ed: null, es: null }
  for (const phase of phaseNames) {
    const [mine, other] = [predicted[phase], reference[phase]]
    if (!mine || !other) continue
    const both = regions[phase] ?? []
    const scores = scoreVolume(mine, other, shape, grid.spacingMm, both)
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
