import { isAbsolute, relative } from 'node:path'
import { z } from '#shared/domain/schema'
import { writeJson } from '#electron/workspace/jsonFile'
import { readOrSetAside } from '#electron/workspace/readOrSetAside'

const Folder = z.object({
  path: z.string(),
  addedAt: z.string(),
  /** When its last scan came to an end. */
  scannedAt: z.string().nullable().default(null),
  watch: z.boolean().default(true),
})
export type KnownFolder = z.infer<typeof Folder>

const Known = z.object({
  schema: z.literal('septum-folders/1'),
  folders: z.array(Folder),
  /** Studies that were taken out of the list, and when. */
  removed: z.record(z.string(), z.string()),
})
type Known = z.infer<typeof Known>

/**
 * What the index cannot learn from files: which folders were chosen, and which studies were removed. Kept beside the
 * index, so that the index can be thrown away and made again.
 */
export interface KnownFolders {
  list(): readonly KnownFolder[]
  paths(): readonly string[]
  add(path: string, now: string): Promise<void>
  /** Changes what is known of a folder; its path too, where it has moved. */
  change(path: string, change: Partial<KnownFolder>): Promise<void>
  forget(path: string): Promise<void>
  removed(): Readonly<Record<string, string>>
  remove(ids: readonly string[], now: string): Promise<void>
  restore(ids: readonly string[]): Promise<void>
}

/** Whether `path` is `folder` or lies below it. */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (!way.startsWith('..') && !isAbsolute(way))
}

export async function openKnownFolders(file: string): Promise<KnownFolders> {
  let known: Known = (await readOrSetAside(file, Known)) ?? {
    schema: 'septum-folders/1',
    folders: [],
    removed: {},
  }
  let writing: Promise<void> = Promise.resolve()
  function keep(next: Known): Promise<void> {
    known = next
    const written = writing.then(() => writeJson(file, next))
    writing = written.catch(() => undefined)
    return written
  }
  return {
    list: () => known.folders,
    paths: () => known.folders.map(({ path }) => path),
    removed: () => known.removed,
    async add(path, now) {
      if (known.folders.some((folder) => folder.path === path)) return
      const folder = { path, addedAt: now, scannedAt: null, watch: true }
      await keep({ ...known, folders: [...known.folders, folder] })
    },
    async change(path, change) {
      const folders = known.folders
        .filter((folder) => folder.path === path || folder.path !== change.path)
        .map((folder) => (folder.path === path ? { ...folder, ...change } : folder))
      await keep({ ...known, folders })
    },
    async forget(path) {
      await keep({ ...known, folders: known.folders.filter((folder) => folder.path !== path) })
    },
    async remove(ids, now) {
      await keep({
        ...known,
        removed: { ...known.removed, ...Object.fromEntries(ids.map((id) => [id, now])) },
      })
    },
    async restore(ids) {
      const kept = Object.entries(known.removed).filter(([id]) => !ids.includes(id))
      await keep({ ...known, removed: Object.fromEntries(kept) })
    },
  }
}
