import type { CaseResult } from '#shared/domain/evaluation'
import type { PhaseName } from '#shared/domain/measuredPhases'
import type { CaseReader } from '#electron/datasets/adapter'
import { canonicalMask } from '../canonicalMask'
import type { ScoredVolumes } from '../segmenting/pluginScores'
import { referenceOf } from '../segmenting/referenceOf'
import { regionsThat } from '../segmenting/scoredCase'

/** What a result was scored from: the masks that were written, and the source's labels. */
export async function maskedVolumes(
  reader: CaseReader,
  result: CaseResult,
  files: Readonly<Partial<Record<PhaseName, string>>>,
): Promise<ScoredVolumes> {
  const { labels: truth, grid, regions } = await referenceOf(reader)
  const predicted: Partial<Record<PhaseName, Uint8Array>> = {}
  for (const [phase, file] of Object.entries(files) as [PhaseName, string][])
    predicted[phase] = await canonicalMask(file, reader)
  const scored = regionsThat(regions, (region) => result.structures[region] !== undefined)
  return { predicted, truth, grid, regions: scored }
}
