import type { Handlers } from '#shared/ipc/contract'
import type { studies } from '#shared/ipc/studies'
import type { HostContext } from '../hostContext'
import type { LibraryService } from '../library/libraryService'
import type { StudyDesk } from '../studies/studyDesk'

/** One page's studies: what it leaves open when it goes away is closed for it. */
export function studiesHandlers(
  { reader }: HostContext,
  library: LibraryService,
  desk: StudyDesk,
): { handlers: Handlers<typeof studies>; leave: () => Promise<void> } {
  const mine = new Set<string>()
  const handlers: Handlers<typeof studies> = {
    async open({ id }) {
      const study = await desk.openStudy(id, mine.has(id))
      mine.add(id)
      return study
    },
    async close({ id }) {
      if (mine.delete(id)) await desk.closeStudy(id)
    },
    frame: ({ id, slice, phase }) => reader.reading.frame({ source: library.source(id), slice, phase }),
    append: ({ id, entries }) => desk.append(id, entries),
    exportMasks: ({ id, folder }) => desk.exportMasks(id, folder),
    rescue: ({ id, folder }) => desk.rescue(id, folder),
  }
  return {
    handlers,
    async leave() {
      for (const id of mine) await desk.closeStudy(id)
      mine.clear()
    },
  }
}
