import type { Contour } from '#shared/domain/contour'
import type { CaseResult } from '#shared/domain/evaluation'
import { measuredPhases, type PhaseName } from '#shared/domain/measuredPhases'
import { regions, type BoundaryId, type RegionId } from '#shared/domain/structures'
import type { CaseReader } from '#electron/datasets/adapter'
import { drawnLabels } from '../drawnLabels'
import { referenceOf } from '../segmenting/referenceOf'
import { scoredCase } from '../segmenting/scoredCase'

/**
 * Scores a reader's accepted contours against the source's labels; only regions whose boundaries were drawn count.
 * Papillary muscles are part of the cavity where the source does not label them.
 */
export async function scoredContours(reader: CaseReader, contours: readonly Contour[]): Promise<CaseResult> {
  const { opened } = reader
  const { labels: truth, grid, regions: labelled } = await referenceOf(reader)
  const counts = ({ state, boundary }: Contour): boolean =>
    state === 'accepted' && (boundary !== 'papillary' || labelled.includes('papillary'))
  const accepted = contours.filter(counts)
  const boundaries = new Set<BoundaryId>()
  const predicted: Partial<Record<PhaseName, Uint8Array>> = {}
  for (const [name, phase] of measuredPhases(opened, opened.grid.phases)) {
    const here = accepted.filter((contour) => contour.phase === phase)
    if (here.length === 0) continue
    for (const { boundary } of here) boundaries.add(boundary)
    predicted[name] = drawnLabels(here, opened.grid, phase)
  }
  const drawn = (region: RegionId): boolean => {
    const { outer, inner } = regions[region]
    return boundaries.has(outer) && (inner === null || boundaries.has(inner))
  }
  return scoredCase(opened.name, 'test', predicted, truth, grid, labelled.filter(drawn))
}
