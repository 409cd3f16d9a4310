import { z } from './schema'
import { PluginFacts } from './plugin'
import { PixelScores } from './pixelScores'
import { RegionId } from './structures'

/** Dice over the slices of the basal, mid and apical third of the left ventricle (evaluation E5, K4). */
export const ThirdDice = z.object({ basal: z.number(), mid: z.number(), apical: z.number() })
export type ThirdDice = z.infer<typeof ThirdDice>

/** Numbers of metrics that plug-ins bring, by id. */
export const PluginScores = z.record(z.string(), z.number().nullable())
export type PluginScores = z.infer<typeof PluginScores>

/** Scores of one region in one volume. Distances are null where they are undefined (one side empty), never a number. */
export const RegionScore = z.object({
  dice: z.number(),
  hdMm: z.number().nullable(),
  hd95Mm: z.number().nullable(),
  /** Which side holds nothing of the region; absent when both hold some. */
  empty: z.enum(['both', 'prediction', 'reference']).optional(),
  /** Left out where the reference has no left ventricle of three slices. */
  thirds: ThirdDice.optional(),
  /** By the id of each metric that a plug-in brings; null: it has none for this volume. */
  plugins: PluginScores.optional(),
})
export type RegionScore = z.infer<typeof RegionScore>

/** `still`: of the only image of a case that has neither end-diastole nor end-systole. */
export const PhaseScores = z.object({
  ed: RegionScore.nullable(),
  es: RegionScore.nullable(),
  still: RegionScore.nullable().optional(),
})
export type PhaseScores = z.infer<typeof PhaseScores>

/** Volumes in ml, EF in percent, mass in g; null with the reason in words where it cannot be had (R-RD-8). */
export const Function_ = z.object({
  edvMl: z.number().nullable(),
  esvMl: z.number().nullable(),
  efPercent: z.number().nullable(),
  rvEdvMl: z.number().nullable(),
  rvEsvMl: z.number().nullable(),
  rvEfPercent: z.number().nullable(),
  massG: z.number().nullable(),
})
export type CardiacFunction = z.infer<typeof Function_>
export const CardiacFunction = Function_

export const Part = z.enum(['train', 'validation', 'test'])
export type Part = z.infer<typeof Part>

/** One case of `experiment run --json` and of Compare (decisions.md 1). */
export const CaseResult = z.object({
  id: z.string(),
  part: Part,
  structures: z.partialRecord(RegionId, PhaseScores),
  ...Function_.shape,
  reference: Function_,
  /** The size of a pixel is not known: distances are pixels, whatever their names say, and there are no volumes (X13). */
  uncalibrated: z.literal(true).optional(),
  /** Volumes of a case that has one image and no heart beat, ml; null: nothing of the structure is there. */
  volumesMl: z
    .partialRecord(RegionId, z.object({ own: z.number().nullable(), reference: z.number().nullable() }))
    .optional(),
})
export type CaseResult = z.infer<typeof CaseResult>

/** What the distances of some cases are: millimetres, or pixels where their size is not known, and never the one for the other (X14). */
export function lengthUnit(cases: readonly Pick<CaseResult, 'uncalibrated'>[]): 'mm' | 'px' | 'mm or px' {
  if (!cases.some(({ uncalibrated }) => uncalibrated)) return 'mm'
  return cases.every(({ uncalibrated }) => uncalibrated) ? 'px' : 'mm or px'
}

export const MeanScore = z.object({
  dice: z.number().nullable(),
  hdMm: z.number().nullable(),
  hd95Mm: z.number().nullable(),
  /** Volumes in the mean, and how many had both sides or one side empty. */
  volumes: z.number().int(),
  bothEmpty: z.number().int(),
  oneEmpty: z.number().int(),
  /** Means over the volumes that have thirds; left out where none has. */
  thirds: ThirdDice.optional(),
  /** Means over the volumes for which a plug-in's metric has a number. */
  plugins: PluginScores.optional(),
})
export type MeanScore = z.infer<typeof MeanScore>

/** The answer of `experiment run FILE --json`. `mean` is over the test part, ED and ES volumes. */
export const ExperimentResult = z.object({
  run: z.string(),
  model: z.string(),
  seconds: z.number(),
  cases: z.array(CaseResult),
  mean: z.partialRecord(RegionId, MeanScore),
  /** The empty-case rule, in words, with its counts. */
  rule: z.string(),
  /** Of all pixels of the test volumes together; results from before they were counted have none. */
  pixels: PixelScores.optional(),
  /** Metrics that plug-ins brought; left out: none. */
  metrics: z.array(PluginFacts).optional(),
})
export type ExperimentResult = z.infer<typeof ExperimentResult>
