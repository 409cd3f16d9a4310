import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DatasetInspection } from '#shared/ipc/dataset'
import { SeptumError } from '#shared/errors/SeptumError'
import { version } from '#shared/domain/version'
import { readJson, writeJson } from '#electron/workspace/jsonFile'

/** Folders of more files than this are inspected anew each time; to list them would take as long as to wait. */
const mostFiles = 20_000

/** Name, size and time of every file below a folder as one number; null where there are too many. */
export async function folderStamp(folder: string): Promise<string | null> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  if (files.length > mostFiles) return null
  const hash = createHash('sha256').update(version)
  const stamps = await Promise.all(
    files.sort().map(async (file) => {
      const { size, mtimeMs } = await stat(file)
      return `${file}\n${size} ${mtimeMs}\n`
    }),
  )
  for (const stamp of stamps) hash.update(stamp)
  return hash.digest('hex')
}

/**
 * The inspection of a folder: as it is kept below `cache` where no file has changed since, else by `inspect`, and then
 * kept. A folder that cannot be listed is left to `inspect`, which says why; what cannot be kept is not.
 */
export async function cachedInspection(
  cache: string,
  folder: string,
  inspect: () => Promise<DatasetInspection>,
): Promise<DatasetInspection> {
  const stamp = await folderStamp(folder).catch(() => null)
  if (stamp === null) return inspect()
  const file = join(cache, 'inspections', `${stamp}.json`)
  const kept = await readJson(file, DatasetInspection).catch(ignoreFaults)
  if (kept) return kept
  const inspection = await inspect()
  await writeJson(file, inspection).catch(ignoreFaults)
  return inspection
}

/** A cache that is damaged or full is as good as none. */
function ignoreFaults(error: unknown): null {
  if (error instanceof SeptumError) return null
  throw error
}
