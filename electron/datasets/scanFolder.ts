import { SeptumError } from '#shared/errors/SeptumError'
import type { FileCollector, ScanEvents } from './adapter'
import { fileLayouts, folderLayouts } from './catalogue'
import { rememberedMaps, withMaps } from './labels/rememberedMaps'
import { scanLayout } from './scanLayout'
import { scanSink } from './scanSink'

export interface ScanAnswer {
  /** Files that were looked at; `unchanged` of them were not read again. */
  readonly filesRead: number
  readonly unchanged: number
}

/**
 * Walks a folder and all below it and tells of every case as soon as it is complete. What cannot be read is told as a
 * refusal and the rest goes on. Each folder is asked for its layout; plain files that no layout takes are ignored.
 * Errors: FOLDER_UNREADABLE for the folder itself, FOLDER_EMPTY, NOTHING_READABLE, CANCELLED.
 */
export async function scanFolder(folder: string, events: ScanEvents): Promise<ScanAnswer> {
  const maps = await rememberedMaps()
  const sink = scanSink({
    ...events,
    onCase: (source) => events.onCase(withMaps(source, maps)),
  })
  const root = await sink.listRoot(folder)
  const collectors = fileLayouts.map((layout) => layout.collect(sink))
  await visit(root.folder, 0)
  for (const collector of collectors) await collector.finish(true)
  const { files, folders, cases, refusals, unchanged } = sink.counts()
  events.onProgress({ files, folders, cases, path: folder })
  if (cases === 0 && refusals === 0) {
    if (files === 0) throw new SeptumError('FOLDER_EMPTY', { folder })
    throw new SeptumError('NOTHING_READABLE', { folder, files })
  }
  return { filesRead: files, unchanged }

  async function visit(place: string, depth: number): Promise<void> {
    const listing = place === root.folder ? root : await sink.list(place)
    if (!listing) return
    const layout = folderLayouts.find((candidate) => candidate.recognises(listing))
    if (layout) return scanLayout(layout, listing, sink, events.memory)
    for (const file of listing.files) {
      await sink.turn()
      const path = sink.join(place, file)
      sink.onFile(path)
      await taken(collectors, path, listing.files)
    }
    for (const name of listing.folders) {
      await visit(sink.join(place, name), depth + 1)
      // A series may be spread over sibling folders, but not over what was chosen side by side at the top.
      if (depth === 0) for (const collector of collectors) await collector.finish(false)
    }
  }
}

async function taken(
  collectors: readonly FileCollector[],
  file: string,
  beside: readonly string[],
): Promise<void> {
  for (const collector of collectors) if (await collector.take(file, beside)) return
}
