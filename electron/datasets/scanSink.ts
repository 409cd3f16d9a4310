import { readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { SeptumError } from '#shared/errors/SeptumError'
import { reasonOf } from '#electron/formats/fileBytes'
import { ZipArchive } from '#electron/formats/zip/ZipArchive'
import { isZipName, zipPath } from '#electron/formats/zip/zipPath'
import type { Refusal } from '#shared/domain/study'
import type { FolderListing, ScanEvents, ScanSink } from './adapter'
import { turns } from './turns'

export interface CountingSink extends ScanSink {
  /** As `list`, but throws FOLDER_UNREADABLE. */
  listRoot(folder: string): Promise<FolderListing>
  join(folder: string, name: string): string
  counts(): { files: number; folders: number; cases: number; refusals: number; unchanged: number }
  /** So many of the files that were counted were not read again. */
  spared(files: number): void
}

/** Files after which progress is told once more. */
const filesPerNews = 25

/** A thrown fault as a refusal. What is no fault of the file is thrown on. */
export function refusalOf(file: string, error: unknown): Refusal {
  if (!(error instanceof SeptumError) || error.code === 'CANCELLED') throw error
  const { code, cause, remedy } = error.toFault()
  return { file, code, cause, remedy }
}

/** Counts what a scan passes, tells of it, and keeps it out of circles of links. A zip archive is listed as a folder. */
export function scanSink(events: ScanEvents): CountingSink {
  const visited = new Set<string>()
  const counts = { files: 0, folders: 0, cases: 0, refusals: 0, unchanged: 0 }
  const breath = turns()
  const news = (at: string): void => {
    const { files, folders, cases } = counts
    events.onProgress({ files, folders, cases, path: at })
  }
  const goOn = (): void => {
    if (events.signal?.aborted) throw new SeptumError('CANCELLED', { what: 'The scan' })
  }

  const sink: CountingSink = {
    onCase(source) {
      counts.cases++
      events.onCase(source)
      news(source.folder)
      goOn()
    },
    onRefusal(refusal) {
      counts.refusals++
      events.onRefusal(refusal)
    },
    refuse(file, error) {
      sink.onRefusal(refusalOf(file, error))
    },
    onFile(file) {
      goOn()
      counts.files++
      if (counts.files % filesPerNews === 0) news(file)
    },
    async turn() {
      await breath()
      await events.pause?.()
      goOn()
    },
    async recalled(file, kind, read, { lasting = () => true, also = [] } = {}) {
      const { memory } = events
      if (!memory) return read()
      const known = memory.recall(file, kind, also)
      if (known !== undefined) {
        counts.unchanged++
        return known as Awaited<ReturnType<typeof read>>
      }
      const value = await read()
      if (lasting(value)) memory.keep(file, kind, also, value)
      return value
    },
    spared: (files) => void (counts.unchanged += files),
    async list(folder) {
      try {
        await events.pause?.()
        const listing = await listFolder(folder, visited)
        if (listing) counts.folders++
        goOn()
        return listing
      } catch (error) {
        sink.refuse(folder, error)
        return null
      }
    },
    async listRoot(folder) {
      const listing = await listFolder(path.resolve(folder), visited)
      if (!listing) throw new Error(`${folder} was visited before the scan began`)
      counts.folders++
      return listing
    },
    join: (folder, name) => path.join(folder, name),
    counts: () => ({ ...counts }),
  }
  return sink
}

async function listFolder(folder: string, visited: Set<string>): Promise<FolderListing | null> {
  try {
    const inside = await archiveListing(folder)
    if (inside) return inside
    const real = await realpath(folder)
    if (visited.has(real)) return null
    visited.add(real)
    const files: string[] = []
    const folders: string[] = []
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue
      const kind = entry.isSymbolicLink()
        ? await stat(path.join(folder, entry.name)).catch(() => null)
        : entry
      if (kind?.isDirectory() || (kind?.isFile() && isZipName(entry.name))) folders.push(entry.name)
      else if (kind?.isFile()) files.push(entry.name)
    }
    return { folder, files: files.sort(inOrder), folders: folders.sort(inOrder) }
  } catch (error) {
    if (error instanceof SeptumError) throw error
    throw new SeptumError('FOLDER_UNREADABLE', { folder, reason: reasonOf(error) }, { cause: error })
  }
}

/** Names in a zip archive, or in a folder of one; null where the path is none. An archive within an archive is not opened. */
async function archiveListing(folder: string): Promise<FolderListing | null> {
  const inside = isZipName(folder) ? { archive: folder, name: '' } : zipPath(folder)
  if (!inside || !(await stat(inside.archive).catch(() => null))?.isFile()) return null
  const archive = await ZipArchive.at(inside.archive)
  const { files, folders } = archive.list(inside.name)
  return { folder, files: files.sort(inOrder), folders: folders.sort(inOrder) }
}

/** patient2 before patient10, and the same order in every language. */
const inOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'variant' }).compare
