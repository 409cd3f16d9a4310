import { z } from '#shared/domain/schema'
import { LabelMapping } from '#shared/domain/labelMap'

/** What a scan leaves of an image and its mask. */
export const PairDetail = z.object({
  image: z.string(),
  mask: z.string(),
  /** What the mask's values mean; null: nobody has said so yet. */
  map: LabelMapping.nullable(),
  /** Most masks of the folder are thin lines. */
  thinLines: z.boolean(),
  /** What the lines enclose belongs to the object. */
  fillLines: z.boolean(),
})
export type PairDetail = z.infer<typeof PairDetail>
