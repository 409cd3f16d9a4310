import { z } from '#shared/domain/schema'
import { LabelMapping, LabelTarget } from '#shared/domain/labelMap'
import { LayoutId, StudyId } from '#shared/domain/study'
import { call, pixels, task } from './contract'
import { WorkProgress } from './library'

/** A value of the label maps of one source, with what it is taken for now; null: nobody has said so. */
export const LabelValue = z.object({
  value: z.number().int().nonnegative(),
  voxels: z.number().int(),
  target: LabelTarget.nullable(),
})
export type LabelValue = z.infer<typeof LabelValue>

/** All label maps of one layout below a folder. */
export const LabelSource = z.object({
  layout: LayoutId,
  cases: z.number().int(),
  /** Cases whose voxels were counted. */
  looked: z.number().int(),
  values: z.array(LabelValue),
  /** Values are colours. */
  colours: z.boolean(),
  thinLines: z.boolean(),
  fillLines: z.boolean(),
  /** Somebody has said what the values mean. */
  remembered: z.boolean(),
  /** The case and slice (from 0) that shows most values. */
  example: z.object({ study: StudyId, case: z.string(), slice: z.number().int() }),
})
export type LabelSource = z.infer<typeof LabelSource>

/** The answer of `dataset labels DIR --json`. */
export const LabelSurvey = z.object({ folder: z.string(), sources: z.array(LabelSource) })
export type LabelSurvey = z.infer<typeof LabelSurvey>

export const LabelExamplePlace = z.object({ folder: z.string(), study: StudyId, slice: z.number().int() })

/** What the values of label maps mean (F-OP-8, R-DS-2, R-DS-3). */
export const labels = {
  survey: task(z.object({ folder: z.string() }), WorkProgress, LabelSurvey),
  /** One slice: 8-bit grey, rows × columns, then the label values as 32-bit integers, little-endian. */
  example: pixels(LabelExamplePlace, z.object({ rows: z.number().int(), columns: z.number().int() })),
  /** Remembers a mapping for a layout below a folder. Throws LABELS_IMPLAUSIBLE, LABELS_UNNAMED. */
  save: call(
    z.object({
      folder: z.string(),
      layout: LayoutId,
      example: StudyId,
      values: z.array(z.number().int().nonnegative()).min(1),
      map: LabelMapping,
      fillLines: z.boolean(),
    }),
    z.void(),
  ),
  /** Forgets it: the adapter's own meaning holds again. */
  forget: call(z.object({ folder: z.string(), layout: LayoutId }), z.void()),
}
