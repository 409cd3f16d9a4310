import { z } from './schema'

/** One compute engine on one device (R-SE-1). `reason` says in plain words why it is not available. */
export const EngineRow = z.object({
  id: z.string(),
  device: z.string(),
  available: z.boolean(),
  reason: z.string().optional(),
  /** What Septum computes with, unless told otherwise. */
  default: z.boolean(),
})
export type EngineRow = z.infer<typeof EngineRow>

/** Times of a small U-Net on one device, milliseconds and bytes. */
export const EngineTimes = z.object({
  /** One training step, forward and back, after the first. */
  stepMs: z.number(),
  /** One prediction of one slice, after the first. */
  predictMs: z.number(),
  /** The first training step, which also compiles. */
  firstStepMs: z.number(),
})
export type EngineTimes = z.infer<typeof EngineTimes>

export const EngineTest = z.object({
  engine: z.string(),
  passed: z.number().int(),
  failed: z.number().int(),
  /** Kernels that ran on the reference backend instead. */
  fallbacks: z.array(z.string()),
  /** A sentence about each check that failed. */
  problems: z.array(z.string()).default([]),
  ...EngineTimes.partial().shape,
  /** Most main memory that the test's process held, bytes. */
  memoryBytes: z.number().optional(),
  /** When, ISO 8601. */
  at: z.string().optional(),
})
export type EngineTest = z.infer<typeof EngineTest>

/** A card that draws the screen, and may compute. */
export const GraphicsCard = z.object({
  name: z.string(),
  /** Null: the system does not say. */
  memoryBytes: z.number().nullable(),
  driver: z.string().nullable(),
})
export type GraphicsCard = z.infer<typeof GraphicsCard>

/** What the reader wants Septum to compute with. */
export const ComputeChoice = z.object({
  /** An engine's id; `auto` = the processor, or a device that was faster in its last test. */
  engine: z.string().default('auto'),
  /** Null: as many as the machine has cores, one fewer while a window is open. */
  threads: z.number().int().min(1).max(1024).nullable().default(null),
  /** Convolutions in half precision, where a device has it. */
  half: z.boolean().default(false),
})
export type ComputeChoice = z.infer<typeof ComputeChoice>

/** What a process that computes is told. */
export const ComputeSettings = z.object({
  engine: z.string(),
  threads: z.number().int().min(1).nullable(),
  /** Cores that are left to the window when `threads` is null. */
  spareCores: z.number().int().min(0),
  half: z.boolean(),
})
export type ComputeSettings = z.infer<typeof ComputeSettings>
