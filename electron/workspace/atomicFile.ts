import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { saveFault } from './saveFault'

let counter = 0

/**
 * Writes a file so that a reader sees either the old one or the new one, whole: new file, sync, rename, folder synced.
 * Makes the folders above it. Throws DISK_FULL or SAVE_FAILED; the old file is then as it was.
 */
export async function writeAtomic(path: string, data: string | Uint8Array): Promise<void> {
  const fresh = join(dirname(path), `.${basename(path)}.${process.pid}-${counter++}.new`)
  try {
    await mkdir(dirname(path), { recursive: true })
    const file = await open(fresh, 'w')
    try {
      await file.writeFile(data)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(fresh, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined)
    throw saveFault(error, path)
  }
}

/** Makes a rename or a new name in a folder survive a power cut. Windows has no such call and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
