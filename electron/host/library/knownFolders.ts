import { rename } from 'node:fs/promises'
import { isAbsolute, relative } from 'node:path'
import { z } from '#shared/domain/schema'
import { SeptumError } from '#shared/errors/SeptumError'
import { readJson, writeJson } from '#electron/workspace/jsonFile'

const Known = z.object({
  schema: z.literal('septum-folders/1'),
  folders: z.array(z.object({ path: z.string(), addedAt: z.string() })),
  /** Studies that were taken out of the list, and when. */
  removed: z.record(z.string(), z.string()),
})
type Known = z.infer<typeof Known>

/**
 * What the index cannot learn from files: which folders were chosen, and which studies were removed. Kept beside the
 * index, so that the index can be thrown away and made again.
 */
export interface KnownFolders {
  paths(): readonly string[]
  add(path: string, now: string): Promise<void>
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
  let known: Known = (await readKnown(file)) ?? { schema: 'septum-folders/1', folders: [], removed: {} }
  async function keep(next: Known): Promise<void> {
    known = next
    await writeJson(file, known)
  }
  return {
    paths: () => known.folders.map(({ path }) => path),
    removed: () => known.removed,
    async add(path, now) {
      if (known.folders.some((folder) => folder.path === path)) return
      await keep({ ...known, folders: [...known.folders, { path, addedAt: now }] })
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

/** A damaged list is set aside, and the program starts without it: folders can be added again, contours are elsewhere. */
async function readKnown(file: string): Promise<Known | null> {
  try {
    return await readJson(file, Known)
  } catch (error) {
    if (!(error instanceof SeptumError) || error.code !== 'FILE_MALFORMED') throw error
    await rename(file, `${file}.damaged`)
    return null
  }
}
