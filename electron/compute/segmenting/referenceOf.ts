import { regionIds, type RegionId } from '#shared/domain/structures'
import type { CaseReader } from '#electron/datasets/adapter'
import type { LabelPair, ScoredGrid } from './scoredCase'

export interface Reference {
  readonly pair: LabelPair
  readonly grid: ScoredGrid
  /** Regions that the source labels at end-diastole or end-systole. */
  readonly regions: readonly RegionId[]
}

/** The source's own labels at end-diastole and end-systole. */
export async function referenceOf(reader: CaseReader): Promise<Reference> {
  const { grid, ed, es } = reader.opened
  const at = async (phase: number | null): Promise<Uint8Array | null> =>
    phase === null ? null : await reader.labels(phase)
  const pair = { ed: await at(ed), es: await at(es) }
  const labelled = [pair.ed ? ed : null, pair.es ? es : null].flatMap((phase) =>
    phase === null ? [] : reader.labelledRegions(phase),
  )
  return { pair, grid, regions: regionIds.filter((id) => labelled.includes(id)) }
}
