import type { Handlers } from '#shared/ipc/contract'
import type { library } from '#shared/ipc/library'
import type { LibraryService } from '../library/libraryService'

export const libraryHandlers = (service: LibraryService): Handlers<typeof library> => ({
  add: ({ folder }, work) => service.add(folder, work),
  list: async () => service.list(),
  problems: async () => service.problems(),
  clearProblems: async () => service.clearProblems(),
  remove: ({ ids }) => service.remove(ids),
  restore: ({ ids }) => service.restore(ids),
  thumbnail: ({ id }) => service.thumbnail(id),
  rebuild: (_input, work) => service.rebuild(work),
  sample: (order, work) => service.sample(order, work),
})
