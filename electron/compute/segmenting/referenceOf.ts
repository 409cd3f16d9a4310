import { measuredPhases } from '#shared/domain/measuredPhases'
import { regionIds, type RegionId } from '#shared/domain/structures'
import type { CaseReader } from '#electron/datasets/adapter'
import type { PhaseLabels, ScoredGrid } from './scoredCase'

export interface Reference {
  readonly labels: PhaseLabels
  readonly grid: ScoredGrid
  /** Regions that the source labels at any measured phase. */
  readonly regions: readonly RegionId[]
}

/** The source's own labels of the measured phases. */
export async function referenceOf(reader: CaseReader): Promise<Reference> {
  const { opened } = reader
  const labels: { -readonly [Phase in keyof PhaseLabels]: PhaseLabels[Phase] } = {}
  const labelled: RegionId[] = []
  for (const [phase, index] of measuredPhases(opened, opened.grid.phases)) {
    labels[phase] = await reader.labels(index)
    if (labels[phase]) labelled.push(...reader.labelledRegions(index))
  }
  return { labels, grid: opened.grid, regions: regionIds.filter((id) => labelled.includes(id)) }
}
