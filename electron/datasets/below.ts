import path from 'node:path'
import type { FolderListing, ScanSink } from './adapter'

/** Every file of a folder and of all below it, absolute, in the order of the names. */
export async function* below(listing: FolderListing, sink: ScanSink): AsyncGenerator<string> {
  for (const name of listing.files) {
    await sink.turn()
    const file = path.join(listing.folder, name)
    sink.onFile(file)
    yield file
  }
  for (const name of listing.folders) {
    const folder = await sink.list(path.join(listing.folder, name))
    if (folder) yield* below(folder, sink)
  }
}
