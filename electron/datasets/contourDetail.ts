import { z } from '#shared/domain/schema'
import { BoundaryId } from '#shared/domain/structures'
import { StackDetail } from './dicomCase'

/** A contour file and the place of its image in the grid. */
export const PlacedContour = z.object({
  file: z.string(),
  boundary: BoundaryId,
  slice: z.number().int(),
  phase: z.number().int(),
})
export type PlacedContour = z.infer<typeof PlacedContour>

/** What a scan leaves of a case with contour files: the stack of its images, and where each contour lies. */
export const ContourDetail = StackDetail.extend({ contours: z.array(PlacedContour) })
