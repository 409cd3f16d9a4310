import { z } from './schema'

/** Memory that a training takes at its fullest beside its images, bytes: it grows in a straight line with the batch. */
export const MemoryNeed = z.object({ fixedBytes: z.number(), perImageBytes: z.number() })
export type MemoryNeed = z.infer<typeof MemoryNeed>
