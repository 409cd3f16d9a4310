import type { EngineRow } from '#shared/domain/device'
import type { Fork } from '#shared/ipc/childProcess'
import { startReason } from './probeChild'

/** Engines that need no driver and are known to start where they are listed. */
const sure: ReadonlySet<string> = new Set(['onnxruntime', 'tfjs-cpu'])

/** The rows after each device was tried in a process of its own, all at once: those that do not start say why. */
export const probedEngines = (rows: readonly EngineRow[], fork: Fork): Promise<EngineRow[]> =>
  Promise.all(
    rows.map(async (row) => {
      if (!row.available || sure.has(row.id)) return row
      const reason = await startReason(fork, row.id)
      return reason === null ? row : { ...row, available: false, reason }
    }),
  )
