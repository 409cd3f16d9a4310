import type { Contour } from '#shared/domain/contour'
import type { CaseResult } from '#shared/domain/evaluation'
import { regions, type RegionId } from '#shared/domain/structures'
import type { CaseReader } from '#electron/datasets/adapter'
import { drawnLabels } from '../drawnLabels'
import { referenceOf } from '../segmenting/referenceOf'
import { scoredCase } from '../segmenting/scoredCase'

/** Scores a reader's accepted contours against the source's labels; only regions whose boundaries were drawn count. */
export async function scoredContours(reader: CaseReader, contours: readonly Contour[]): Promise<CaseResult> {
  const { name, grid, ed, es } = reader.opened
  const accepted = contours.filter(({ state }) => state === 'accepted')
  const { pair, regions: labelled } = await referenceOf(reader)
  const drawnAt = (phase: number | null): readonly Contour[] =>
    accepted.filter((contour) => contour.phase === phase)
  const labelsAt = (phase: number | null): Uint8Array | null =>
    phase === null || drawnAt(phase).length === 0 ? null : drawnLabels(accepted, grid, phase)
  const boundaries = new Set([...drawnAt(ed), ...drawnAt(es)].map(({ boundary }) => boundary))
  const drawn = (region: RegionId): boolean => {
    const { outer, inner } = regions[region]
    return boundaries.has(outer) && (inner === null || boundaries.has(inner))
  }
  const predicted = { ed: labelsAt(ed), es: labelsAt(es) }
  return scoredCase(name, 'test', predicted, pair, grid, labelled.filter(drawn))
}
