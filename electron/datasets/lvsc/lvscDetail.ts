import { z } from '#shared/domain/schema'
import { StackDetail } from '../dicomCase'

/** A mask's file and the place of its image in the grid. */
export const PlacedMask = z.object({ file: z.string(), slice: z.number().int(), phase: z.number().int() })
export type PlacedMask = z.infer<typeof PlacedMask>

/** What a scan leaves of an LV-2011 case: the stack of its images, and where each mask lies. */
export const LvscDetail = StackDetail.extend({ masks: z.array(PlacedMask) })
