import type { CaseSource, Refusal } from '#shared/domain/study'
import type { ScanProgress } from '#shared/ipc/library'
import { scanFolder, type ScanAnswer } from '#electron/datasets/scanFolder'
import { breathe } from '../breathe'
import { countFiles } from './countFiles'
import { scanMemory } from './scanMemory'

export type ScanNews = ScanProgress & { found: CaseSource[]; refused: Refusal[] }

export interface ScanOrder {
  readonly folder: string
  readonly memory?: string | null
  readonly fresh?: boolean
}

/** Cases go out at once while they are few, later in batches; never later than this. */
const batchMs = 200

/** Scans a folder; cases and refusals travel with the progress. The last news holds what was left. */
export async function scanInBatches(
  { folder, memory = null, fresh = false }: ScanOrder,
  progress: (news: ScanNews) => void,
  signal: AbortSignal,
  pause: (stop: AbortSignal) => Promise<void> = () => Promise.resolve(),
): Promise<ScanAnswer> {
  let found: CaseSource[] = []
  let refused: Refusal[] = []
  let at: ScanProgress = { files: 0, folders: 0, cases: 0, path: folder, total: null }
  let sentMs = 0
  const send = (): void => {
    progress({ ...at, found, refused })
    found = []
    refused = []
    sentMs = Date.now()
  }
  const kept = memory === null ? null : scanMemory(memory, { fresh })
  const counting = new AbortController()
  void countFiles(folder, counting.signal).then((total) => {
    if (total !== null) at = { ...at, total: Math.max(total, at.files) }
  })
  try {
    return await scanFolder(folder, {
      signal,
      ...(kept ? { memory: kept } : {}),
      pause: () => pause(signal),
      onCase: (source) => void found.push(source),
      onRefusal: (refusal) => void refused.push(refusal),
      onProgress: ({ files, folders, cases, path }) => {
        at = { files, folders, cases, path, total: at.total === null ? null : Math.max(at.total, files) }
        if (Date.now() - sentMs >= batchMs) send()
      },
    })
  } finally {
    counting.abort()
    kept?.close()
    send()
    await breathe()
  }
}
