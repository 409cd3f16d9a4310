import { z } from '#shared/domain/schema'
import { ReviewState } from '#shared/domain/segmentation'
import { LayoutId } from '#shared/domain/study'
import type { Index } from '../openIndex'

const sql = `
  select id, folder, review, json_extract(shown, '$.layout') as layout, json_array_length(shown, '$.labelled') as boundaries
  from studies where removed_at is null
`
const Row = z.object({
  id: z.string(),
  folder: z.string(),
  review: ReviewState,
  layout: LayoutId,
  boundaries: z.number(),
})
export type LabelledPlace = z.infer<typeof Row>

/** Where all rows lie, in which layout, how far their contours are, and for how many boundaries they bring labels. */
export const labelledPlaces = (index: Index): LabelledPlace[] =>
  index
    .prepare(sql)
    .all()
    .map((raw) => Row.parse(raw))
