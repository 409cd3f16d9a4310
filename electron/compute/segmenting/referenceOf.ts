import { measuredPhases } from '#shared/domain/measuredPhases'
import type { CaseReader } from '#electron/datasets/adapter'
import type { PhaseLabels, PhaseRegions, ScoredGrid } from './scoredCase'

export interface Reference {
  readonly labels: PhaseLabels
  readonly grid: ScoredGrid
  /** Regions that the source labels at each of them: what is not listed is unknown there, not absent (X24). */
  readonly regions: PhaseRegions
}

/** The source's own labels of the measured phases. */
export async function referenceOf(reader: CaseReader): Promise<Reference> {
  const { opened } = reader
  const labels: { -readonly [Phase in keyof PhaseLabels]: PhaseLabels[Phase] } = {}
  const regions: { -readonly [Phase in keyof PhaseRegions]: PhaseRegions[Phase] } = {}
  for (const [phase, index] of measuredPhases(opened, opened.grid.phases)) {
    labels[phase] = await reader.labels(index)
    if (labels[phase]) regions[phase] = reader.labelledRegions(index)
  }
  return { labels, grid: opened.grid, regions }
}
