import { z } from './schema'

/** Memory that a training takes at its fullest beside its images, bytes: it grows in a straight line with the batch. */
export const MemoryNeed = z.object({
  fixedBytes: z.number(),
  perImageBytes: z.number(),
  /** Of a network that is planned for the machine: the batch, and in words what was made smaller. */
  batch: z.number().int().optional(),
  plan: z.string().optional(),
})
export type MemoryNeed = z.infer<typeof MemoryNeed>
