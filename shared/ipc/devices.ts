import { z } from '#shared/domain/schema'
import { EngineRow, EngineTest } from '#shared/domain/device'
import { call } from './contract'

/** What this machine computes with. */
export const devices = {
  /** `verdict`: one plain sentence, such as "Septum uses the processor (2 cores); no graphics card was found." */
  list: call(
    z.void(),
    z.object({
      engines: z.array(EngineRow),
      verdict: z.string(),
      cores: z.number().int(),
      memoryBytes: z.number(),
    }),
  ),
  test: call(z.object({ engine: z.string() }), EngineTest),
}
