import { z } from '#shared/domain/schema'
import { CaseResult, MeanScore } from '#shared/domain/evaluation'
import { PhaseName } from '#shared/domain/measuredPhases'
import { PluginFacts } from '#shared/domain/plugin'
import { RegionId } from '#shared/domain/structures'
import { StudyId } from '#shared/domain/study'
import { call, pixels, task } from './contract'
import { WorkProgress } from './library'

/** `model:<id>` or `reader:<initials>`: whose contours stand beside the reference. */
export const CandidateId = z.string().regex(/^(model|reader):.{1,160}$/)
export type CandidateId = z.infer<typeof CandidateId>
export const isModelCandidate = (id: CandidateId): boolean => id.startsWith('model:')

export const Candidate = z.object({
  id: CandidateId,
  name: z.string(),
  /** Test cases that it has been evaluated on, or can be. */
  cases: z.number().int(),
  /** The folder of its data set. */
  data: z.string(),
})
export type Candidate = z.infer<typeof Candidate>

export const ComparedCase = z.object({
  id: z.string(),
  study: StudyId,
  /** Phases of end-diastole and end-systole, from 0, of the labels that it is compared with. */
  marks: z.object({ ed: z.number().int().nullable(), es: z.number().int().nullable() }),
  /** True: a chosen model saw it in training or validation; it is left out of the means (R-CP-5). */
  seen: z.boolean(),
  byCandidate: z.record(CandidateId, CaseResult),
})
export type ComparedCase = z.infer<typeof ComparedCase>

export const Comparison = z.object({
  candidates: z.array(Candidate),
  cases: z.array(ComparedCase),
  /** Cases that not every candidate has, by name with the reason (R-CP-4). */
  leftOut: z.array(z.object({ id: z.string(), reason: z.string() })),
  means: z.record(CandidateId, z.partialRecord(RegionId, MeanScore)),
  rule: z.string(),
  /** Metrics of plug-ins that are allowed now, and were measured for every candidate. */
  metrics: z.array(PluginFacts),
  /** Those that failed, with the case and why, in words. */
  notes: z.array(z.string()),
})
export type Comparison = z.infer<typeof Comparison>

export const comparison = {
  candidates: call(z.void(), z.array(Candidate)),
  /** Evaluates what is missing, then answers the table. */
  compare: task(z.object({ candidates: z.array(CandidateId).min(1).max(4) }), WorkProgress, Comparison),
  /** Label values (canonical) of a case at ED, at ES or of its only image, slice after slice; `reference` for the reference's. */
  labels: pixels(
    z.object({
      study: StudyId,
      phase: PhaseName,
      of: z.union([CandidateId, z.literal('reference')]),
      /** Of a model: as the network said, before post-processing. */
      before: z.boolean().default(false),
    }),
    z.object({ slices: z.number().int(), rows: z.number().int(), columns: z.number().int() }),
  ),
}
