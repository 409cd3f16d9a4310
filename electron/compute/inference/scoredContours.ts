import type { Contour } from '#shared/domain/contour'
import type { CaseResult } from '#shared/domain/evaluation'
import { measuredPhases, type PhaseName } from '#shared/domain/measuredPhases'
import { regions, type BoundaryId, type RegionId } from '#shared/domain/structures'
import type { CaseReader } from '#electron/datasets/adapter'
import { drawnLabels } from '../drawnLabels'
import type { ScoredVolumes } from '../segmenting/pluginScores'
import { referenceOf } from '../segmenting/referenceOf'
import { scoredCase } from '../segmenting/scoredCase'

/**
 * Scores a reader's accepted contours against the source's labels; at each phase those
 * regions count whose boundaries were drawn there.
 * Papillary muscles are part of the cavity where the source does not label them.
 */
export async function scoredContours(
  reader: CaseReader,
  contours: readonly Contour[],
): Promise<{ readonly result: CaseResult; readonly volumes: ScoredVolumes }> {
  const { opened } = reader
  const { labels: truth, grid, regions: labelled } = await referenceOf(reader)
  const scored: Partial<Record<PhaseName, readonly RegionId[]>> = {}
  const predicted: Partial<Record<PhaseName, Uint8Array>> = {}
  for (const [name, phase] of measuredPhases(opened, opened.grid.phases)) {
    const known = labelled[name] ?? []
    const counts = ({ state, boundary }: Contour): boolean =>
      state === 'accepted' && (boundary !== 'papillary' || known.includes('papillary'))
    const here = contours.filter((contour) => contour.phase === phase && counts(contour))
    if (here.length === 0) continue
    const drawn = new Set<BoundaryId>(here.map(({ boundary }) => boundary))
    scored[name] = known.filter((region) => {
      const { outer, inner } = regions[region]
      return drawn.has(outer) && (inner === null || drawn.has(inner))
    })
    predicted[name] = drawnLabels(here, opened.grid, phase)
  }
  const result = scoredCase(opened.name, 'test', predicted, truth, grid, scored)
  return { result, volumes: { predicted, truth, grid, regions: scored } }
}
