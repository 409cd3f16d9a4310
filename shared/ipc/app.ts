import { z } from '#shared/domain/schema'
import { call, event } from './contract'

export const AppInfo = z.object({
  version: z.string(),
  door: z.enum(['electron', 'page', 'command']),
  workspace: z.string(),
  /** Null: this program writes the index. Else who does; here the library can only be read. */
  heldBy: z.string().nullable(),
  platform: z.string(),
  actor: z.string(),
})
export type AppInfo = z.infer<typeof AppInfo>

/** Cases that are kept as runs prepared them. */
export const PreparedSize = z.object({ entries: z.number().int(), bytes: z.number() })
export type PreparedSize = z.infer<typeof PreparedSize>

/** The program itself, and what it remembers between starts (R-ALL-6). */
export const app = {
  info: call(z.void(), AppInfo),
  /** Remembered state by key (screen, filters, places, panel widths); plain JSON, at most 64 kB a key. */
  remembered: call(z.void(), z.record(z.string(), z.unknown())),
  remember: call(z.object({ key: z.string().max(120), value: z.unknown() }), z.void()),
  /** Who edits: initials that stand in provenance and History. */
  setActor: call(z.object({ initials: z.string().min(1).max(8) }), z.void()),
  /** How much is kept of cases that were prepared for training (F-PP-6). */
  prepared: call(z.void(), PreparedSize),
  /** Throws it away: it is made again when it is needed. */
  clearPrepared: call(z.void(), PreparedSize),
  /** A sentence for the status bar about work of the host, such as a child that was started again. */
  notice: event(z.object({ level: z.enum(['info', 'warn', 'error']), text: z.string() })),
}
