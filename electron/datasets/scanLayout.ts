import type { CaseSource, Refusal } from '#shared/domain/study'
import type { FolderLayout, FolderListing, ScanMemory } from './adapter'
import { refusalOf, type CountingSink } from './scanSink'

/** A folder layout's scan of its folder; where nothing below it changed since the last one, what that one found. */
export async function scanLayout(
  layout: FolderLayout,
  listing: FolderListing,
  sink: CountingSink,
  memory: ScanMemory | undefined,
): Promise<void> {
  if (!memory) return layout.scan(listing, sink)
  const name = [layout.id, layout.revision].filter(Boolean).join(' ')
  const mark = await memory.markOf(listing.folder)
  const known = memory.recallLayout(listing.folder, name, mark)
  if (known) {
    for (let file = 0; file < known.files; file++) sink.onFile(listing.folder)
    sink.spared(known.files)
    for (const refusal of known.refusals) sink.onRefusal(refusal)
    for (const source of known.cases) sink.onCase(source)
    return
  }
  const before = sink.counts()
  const cases: CaseSource[] = []
  const refusals: Refusal[] = []
  const recording: CountingSink = {
    ...sink,
    onCase(source) {
      cases.push(source)
      sink.onCase(source)
    },
    onRefusal(refusal) {
      refusals.push(refusal)
      sink.onRefusal(refusal)
    },
    refuse: (file, error) => recording.onRefusal(refusalOf(file, error)),
  }
  await layout.scan(listing, recording)
  const after = sink.counts()
  // What could not be opened this time, a folder among it, may be readable the next.
  const passing = refusals.some(({ code }) => code === 'FILE_UNREADABLE')
  if (passing || after.refusals - before.refusals > refusals.length) return
  memory.keepLayout(listing.folder, name, mark, { files: after.files - before.files, cases, refusals })
}
