import type { ComparedCase } from '#shared/ipc/comparison'
import type { CaseResult } from '#shared/domain/evaluation'
import type { ModelCard } from '#shared/domain/model'
import { regionIds, type RegionId } from '#shared/domain/structures'

/**
 * Names of the cases that a model was tested on, and of those that it saw in training or for choosing its best; of a model
 * that was made elsewhere none are known.
 */
export function partsOf({ experiment, trainedOn, result }: ModelCard): {
  readonly test: readonly string[]
  readonly seen: ReadonlySet<string>
} {
  if (!experiment || !trainedOn) return { test: [], seen: new Set() }
  const { split } = experiment.data
  if (!('seed' in split)) return { test: split.test, seen: new Set([...split.train, ...split.validation]) }
  const results = result?.cases ?? []
  const seen = results.filter(({ part }) => part !== 'test').map(({ id }) => id)
  return {
    test: results.filter(({ part }) => part === 'test').map(({ id }) => id),
    seen: new Set([...trainedOn.cases, ...seen]),
  }
}

/** Cases that count in means: not seen by a chosen model, and scored for every candidate (R-CP-4, R-CP-5). */
export const counted = (cases: readonly ComparedCase[]): ComparedCase[] => cases.filter(({ seen }) => !seen)

/** Regions that any of the results scores, in the order of the table of structures. */
export function scoredRegions(results: readonly CaseResult[]): RegionId[] {
  return regionIds.filter((region) => results.some(({ structures }) => structures[region]))
}
