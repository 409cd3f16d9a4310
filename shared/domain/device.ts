import { z } from './schema'

/** One compute engine on one device (R-SE-1). `reason` says in plain words why it is not available. */
export const EngineRow = z.object({
  id: z.string(),
  device: z.string(),
  available: z.boolean(),
  reason: z.string().optional(),
  default: z.boolean(),
})
export type EngineRow = z.infer<typeof EngineRow>

export const EngineTest = z.object({
  engine: z.string(),
  passed: z.number().int(),
  failed: z.number().int(),
  /** Kernels that ran on the reference backend instead. */
  fallbacks: z.array(z.string()),
  /** Milliseconds of one training step and one prediction of a small U-Net, for Settings ▸ Devices. */
  stepMs: z.number().optional(),
  predictMs: z.number().optional(),
})
export type EngineTest = z.infer<typeof EngineTest>
