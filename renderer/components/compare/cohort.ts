import type { CaseResult, CardiacFunction } from '#shared/domain/evaluation'
import type { RegionId } from '#shared/domain/structures'
import type { CandidateId, ComparedCase } from '#shared/ipc/comparison'
import { spread, type Spread } from '../charts/spread'
import { scoreOf, type VolumeMeasure } from '../train/scoreText'

export const overlapMeasures = ['dice', 'hdMm', 'hd95Mm'] as const
export const functionMeasures = [
  'edvMl',
  'esvMl',
  'efPercent',
  'rvEdvMl',
  'rvEsvMl',
  'rvEfPercent',
  'massG',
] as const
export type FunctionMeasure = (typeof functionMeasures)[number] & keyof CardiacFunction

/** Units of the measures, as they are printed. */
export const unitOf: Readonly<Record<FunctionMeasure, 'ml' | '%' | 'g'>> = {
  edvMl: 'ml',
  esvMl: 'ml',
  efPercent: '%',
  rvEdvMl: 'ml',
  rvEsvMl: 'ml',
  rvEfPercent: '%',
  massG: 'g',
}

/** Results that count: cases that no chosen model has seen in training (R-CP-5). */
export const countedResults = (cases: readonly ComparedCase[], candidate: CandidateId): CaseResult[] =>
  cases.flatMap(({ seen, byCandidate }) => (seen || !byCandidate[candidate] ? [] : [byCandidate[candidate]]))

/** One value a volume (ED, ES or the only image of each case apart: mode per_volume of evaluation.md E0.3); what could not be had is left out. */
export const volumeScores = (
  results: readonly CaseResult[],
  region: RegionId,
  measure: VolumeMeasure,
): number[] =>
  results
    .flatMap(({ structures }) => Object.values(structures[region] ?? {}))
    .map((score) => scoreOf(score, measure))
    .filter((value) => value !== null)

export const overlapSpread = (
  results: readonly CaseResult[],
  region: RegionId,
  measure: VolumeMeasure,
): Spread | null => spread(volumeScores(results, region, measure))

/** Value beside reference of each case that has both. */
export const measurePairs = (
  results: readonly CaseResult[],
  measure: FunctionMeasure,
): { id: string; value: number; reference: number }[] =>
  results.flatMap((result) => {
    const [value, reference] = [result[measure], result.reference[measure]]
    return value === null || reference === null ? [] : [{ id: result.id, value, reference }]
  })

/** Errors (candidate − reference) of a measure over the cases that have both. */
export const errorSpread = (results: readonly CaseResult[], measure: FunctionMeasure): Spread | null =>
  spread(measurePairs(results, measure).map(({ value, reference }) => value - reference))

/** Spread between readers of seven centres, ± this much (J Cardiovasc Magn Reson 2015;17:63; lower ends), for context (R-CP-7). */
export const readerSpread: Readonly<Partial<Record<FunctionMeasure, number>>> = {
  edvMl: 15.2,
  esvMl: 14,
  efPercent: 4.6,
  massG: 20.2,
}
