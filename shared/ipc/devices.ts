import { z } from '#shared/domain/schema'
import { ComputeChoice, EngineRow, EngineTest, GraphicsCard } from '#shared/domain/device'
import { call, task } from './contract'
import { WorkProgress } from './library'

/** What was found, what is used, and why. */
export const DeviceListing = z.object({
  engines: z.array(EngineRow),
  /** A sentence or two, such as "Septum computes on the processor (2 cores). No other device can be used here." */
  verdict: z.string(),
  cores: z.number().int(),
  memoryBytes: z.number(),
  processor: z.string(),
  cards: z.array(GraphicsCard),
  choice: ComputeChoice,
  /** Threads of a training run. */
  threads: z.number().int(),
  /** The last test of each engine on this machine. */
  tests: z.array(EngineTest),
})
export type DeviceListing = z.infer<typeof DeviceListing>

/** What this machine computes with. */
export const devices = {
  list: call(
    z.object({
      /** `quick`: no driver is touched; `try`: each device once; `again`: anew, one may have been installed. */
      look: z.enum(['quick', 'try', 'again']),
    }),
    DeviceListing,
  ),
  /** Known answers and times, in a process of its own; what came out is remembered. */
  test: task(z.object({ engine: z.string() }), WorkProgress, EngineTest),
  /** From the next run, and the next model that is loaded. */
  choose: call(ComputeChoice, z.void()),
}
