import { z } from './schema'
import { Contour } from './contour'
import { BoundaryId } from './structures'

/** `contours/<hash>.json` below a data set: what readers drew of a study at ED and ES when it was taken. Written once. */
export const ContourFile = z.strictObject({
  schema: z.literal('septum-contours/1'),
  study: z.string(),
  /** Phases from 0, as the reader marked them; null: not marked. */
  ed: z.number().int().nonnegative().nullable(),
  es: z.number().int().nonnegative().nullable(),
  /** Accepted, at these phases or in the only image, on slices that count. */
  contours: z.array(Contour),
})
export type ContourFile = z.infer<typeof ContourFile>

/** Contours that were drawn in Septum and stand in for what a case's source labels. */
export const KeptContours = z.object({
  /** The `ContourFile`, absolute. */
  file: z.string(),
  /** SHA-256 of its bytes. */
  hash: z.string(),
  /** Initials of the readers, or names of the models whose contours a reader accepted; not who made what came with the source. */
  readers: z.array(z.string()),
  count: z.number().int().positive(),
  /** How many of them did not come with the source. */
  own: z.number().int().positive(),
  /** Size and time of the journal when they were taken: another one may hold other contours. */
  journal: z.string(),
  /** What the source itself says, so that one can go back to it. */
  instead: z.object({
    labelled: z.array(BoundaryId),
    ed: z.number().int().nullable(),
    es: z.number().int().nullable(),
  }),
})
export type KeptContours = z.infer<typeof KeptContours>
