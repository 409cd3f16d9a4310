import { z } from '#shared/domain/schema'
import { Contour } from '#shared/domain/contour'
import { ModelId } from '#shared/domain/model'
import { StudyId } from '#shared/domain/study'
import { pixels, task } from './contract'
import { WorkProgress } from './library'

/** Which places a model is asked to segment; slices and phases from 0. */
export const Places = z.discriminatedUnion('what', [
  z.object({ what: z.literal('slice'), slice: z.number().int(), phase: z.number().int() }),
  z.object({ what: z.literal('phases'), phases: z.array(z.number().int()).min(1) }),
])
export type Places = z.infer<typeof Places>

export const PredictedContours = z.object({
  /** State "draft", source "model". */
  contours: z.array(Contour),
  model: ModelId,
  seconds: z.number(),
})
export type PredictedContours = z.infer<typeof PredictedContours>

/** A model's suggestion for an open study; the page makes it one edit that can be taken back (R-UN-7). */
export const predictions = {
  run: task(z.object({ study: StudyId, model: ModelId, places: Places }), WorkProgress, PredictedContours),
  /** Label values (canonical) of a model's last prediction of a phase (from 0), slice after slice, as it was kept. */
  labels: pixels(
    z.object({ study: StudyId, model: ModelId, phase: z.number().int().nonnegative(), before: z.boolean() }),
    z.object({ slices: z.number().int(), rows: z.number().int(), columns: z.number().int() }),
  ),
}
