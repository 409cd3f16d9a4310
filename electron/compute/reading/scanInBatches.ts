import type { CaseSource, Refusal } from '#shared/domain/study'
import type { ScanProgress } from '#shared/ipc/library'
import { scanFolder } from '#electron/datasets/scanFolder'
import { breathe } from '../breathe'

export type ScanNews = ScanProgress & { found: CaseSource[]; refused: Refusal[] }

/** Cases go out at once while they are few, later in batches; never later than this. */
const batchMs = 200

/** Scans a folder; cases and refusals travel with the progress. The last news holds what was left. */
export async function scanInBatches(
  folder: string,
  progress: (news: ScanNews) => void,
  signal: AbortSignal,
): Promise<{ filesRead: number }> {
  let found: CaseSource[] = []
  let refused: Refusal[] = []
  let at: ScanProgress = { files: 0, folders: 0, cases: 0, path: folder }
  let sentMs = 0
  const send = (): void => {
    progress({ ...at, found, refused })
    found = []
    refused = []
    sentMs = Date.now()
  }
  try {
    return await scanFolder(folder, {
      signal,
      onCase: (source) => void found.push(source),
      onRefusal: (refusal) => void refused.push(refusal),
      onProgress: ({ files, folders, cases, path }) => {
        at = { files, folders, cases, path }
        if (Date.now() - sentMs >= batchMs) send()
      },
    })
  } finally {
    send()
    await breathe()
  }
}
