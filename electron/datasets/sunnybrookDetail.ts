import { z } from '#shared/domain/schema'
import { StackDetail } from './dicomCase'

/** A contour file and the place of its image in the grid. */
export const PlacedContour = z.object({
  file: z.string(),
  boundary: z.enum(['lv-endo', 'lv-epi']),
  slice: z.number().int(),
  phase: z.number().int(),
})
export type PlacedContour = z.infer<typeof PlacedContour>

/** What a scan leaves of a Sunnybrook case: the stack of its images, and where each contour lies. */
export const SunnybrookDetail = StackDetail.extend({ contours: z.array(PlacedContour) })
