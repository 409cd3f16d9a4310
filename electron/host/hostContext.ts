import type { Client } from '#shared/ipc/contract'
import type { HostEmitters } from '#shared/ipc/areas'
import type { inferenceAreas, readerAreas } from '#shared/ipc/children'
import type { Fork } from '#shared/ipc/childProcess'
import type { Index } from '#electron/library/openIndex'
import type { AuditLog } from '#electron/workspace/auditLog'
import type { WorkspaceLayout } from '#electron/workspace/layout'
import type { RememberedState } from '#electron/workspace/remembered'

export type Door = 'electron' | 'page' | 'command'

/** What the host's services share. */
export interface HostContext {
  readonly layout: WorkspaceLayout
  readonly index: Index
  /** Null: this host writes the index. Else who does. */
  readonly heldBy: string | null
  readonly door: Door
  readonly reader: Client<typeof readerAreas>
  readonly inference: Client<typeof inferenceAreas>
  readonly fork: Fork
  readonly emit: HostEmitters
  readonly remembered: RememberedState
  readonly audit: AuditLog
  readonly now: () => Date
  /** The system's folder dialog; null: this door has none. */
  readonly chooseFolder: (() => Promise<string | null>) | null
}
