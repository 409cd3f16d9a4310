import { z } from './schema'

/**
 * How the dense CRF weighs what the network says against what the picture shows (datasets F9). Distances in pixels of the
 * image, grey levels of 0 to 255. The least distances bound the memory that its filter takes.
 */
export const DenseCrfOptions = z.strictObject({
  smoothnessWeight: z.number().min(0).max(100).default(3),
  smoothnessPx: z.number().min(0.5).max(30).default(3),
  appearanceWeight: z.number().min(0).max(100).default(5),
  appearancePx: z.number().min(20).max(500).default(50),
  appearanceGrey: z.number().min(1).max(128).default(5),
  iterations: z.number().int().min(1).max(50).default(10),
})
export type DenseCrfOptions = z.infer<typeof DenseCrfOptions>
