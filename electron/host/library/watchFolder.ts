import { watch, type FSWatcher } from 'node:fs'
import { readdir, stat, statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** Folders that one linked folder may have watched one by one; above it, it is looked at now and then. */
const mostFolders = 8000
/** File systems (statfs types) whose changes elsewhere this machine is not told of: NFS, SMB, CIFS, SMB2, FUSE, 9p, AFS. */
const remote = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x65735546, 0x01021997, 0x5346414f])

export interface FolderWatch {
  /** "looking": the system will not tell; the owner looks now and then. */
  readonly way: 'told' | 'looking'
  close(): void
}

/**
 * Tells of paths below a folder that came, went or changed. Windows and macOS tell of whole trees; elsewhere each folder
 * is watched. Where the system cannot tell (a network share, too many folders) the answer says so.
 */
export async function watchFolder(root: string, tell: (path: string) => void): Promise<FolderWatch> {
  const looking: FolderWatch = { way: 'looking', close: () => undefined }
  if (await isRemote(root)) return looking
  const whole = process.platform === 'win32' || process.platform === 'darwin'
  const watchers = new Map<string, FSWatcher>()
  let closed = false
  const close = (): void => {
    closed = true
    for (const watcher of watchers.values()) watcher.close()
    watchers.clear()
  }
  const one = (folder: string): void => {
    if (closed || watchers.has(folder)) return
    const watcher = watch(folder, { persistent: false, recursive: whole }, (_kind, name) => {
      const path = name === null ? folder : join(folder, name.toString())
      tell(path)
      if (!whole) void grown(path)
    })
    watcher.on('error', () => {
      watcher.close()
      watchers.delete(folder)
    })
    watchers.set(folder, watcher)
  }
  /** A new folder is watched too. */
  const grown = async (path: string): Promise<void> => {
    const found = await stat(path).catch(() => null)
    if (found?.isDirectory() && watchers.size < mostFolders) await below(path, one).catch(() => undefined)
  }
  try {
    if (whole) one(resolve(root))
    else
      await below(resolve(root), (folder) => {
        if (watchers.size >= mostFolders) throw new Error('too many folders')
        one(folder)
      })
    return { way: 'told', close }
  } catch {
    close() // ENOSPC, EMFILE, EACCES, too many folders: the system will not tell
    return looking
  }
}

/** The folder and all folders below it, links left out, a few at a time. */
async function below(root: string, found: (folder: string) => void): Promise<void> {
  const open = [root]
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    found(folder)
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => []))
      if (entry.isDirectory() && !entry.name.startsWith('.')) open.push(join(folder, entry.name))
  }
}

async function isRemote(folder: string): Promise<boolean> {
  if (/^[\\/]{2}/.test(folder)) return true
  const found = await statfs(folder).catch(() => null)
  return found !== null && remote.has(found.type)
}
