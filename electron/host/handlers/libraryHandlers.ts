import { join, resolve } from 'node:path'
import type { Handlers } from '#shared/ipc/contract'
import type { library as area } from '#shared/ipc/library'
import type { DatasetService } from '../datasets/datasetService'
import type { HostContext } from '../hostContext'
import { cancellable } from '../jobs/cancellable'
import type { FolderScans } from '../library/folderScans'
import { isBelow } from '../library/knownFolders'
import type { LibraryService } from '../library/libraryService'
import type { LinkedFolders } from '../library/linkedFolders'

interface Services {
  readonly host: HostContext
  readonly library: LibraryService
  readonly scans: FolderScans
  readonly folders: LinkedFolders
  readonly datasets: Pick<DatasetService, 'forget'>
}

/** What was inspected as a data set may differ after a scan, whether or not it came to its end. */
export function libraryHandlers(services: Services): Handlers<typeof area> {
  const { host, library, scans, folders, datasets } = services
  const { emit, audit } = host
  const forget = () => datasets.forget()
  return {
    async add({ folder }, work) {
      const path = resolve(folder)
      const summary = await scans.run({ folder: path, revive: true }, work).finally(forget)
      await audit.record('library.add', { folder: path, studies: summary.studies })
      return summary
    },
    rescan: ({ folders: asked, fresh }, work) =>
      scans.runAll(asked ?? folders.list().map(({ path }) => path), fresh, work).finally(forget),
    rebuild: (_input, work) =>
      scans
        .runAll(
          folders.list().map(({ path }) => path),
          true,
          work,
        )
        .finally(forget),
    pauseScan: ({ paused }) => scans.pause(paused),
    stopScan: async () => scans.stop(),
    folders: async () => folders.list(),
    watch: ({ folder, on }) => folders.setWatch(folder, on),
    unlink: ({ folder }) => folders.unlink(folder),
    locate: ({ folder, now }, work) => folders.locate(folder, now, work).finally(forget),
    list: async ({ after }) => library.list(after),
    search: async ({ text }) => library.search(text),
    problems: async () => library.problems(),
    clearProblems: async () => library.clearProblems(),
    remove: ({ ids }) => library.remove(ids),
    restore: ({ ids }) => library.restore(ids),
    annotate: ({ studies }) => library.annotate(studies),
    worklists: async () => [...library.written.worklists()],
    async setWorklists({ worklists }) {
      library.mayWrite()
      await library.written.setWorklists(worklists)
      emit.library.worklistsChanged({ worklists })
    },
    decide: ({ studyUid, decision }) => library.decide(studyUid, decision).finally(forget),
    thumbnail: ({ id }) => library.thumbnail(id),
    /** Phantom hearts in the workspace. */
    async sample({ patients, seed }, { progress, signal }) {
      library.mayWrite()
      const out = join(host.layout.samples, `hearts-${patients}-${seed}`)
      const order = { layout: 'acdc' as const, patients, seed, out }
      await cancellable(host.reader.reading.makePhantoms(order, progress), signal)
      await scans.run({ folder: out, revive: true }, { progress: () => undefined, signal }).finally(forget)
      const ids = library.usable().filter(({ folder }) => isBelow(out, folder))
      return { folder: out, ids: ids.map(({ id }) => id) }
    },
  }
}
