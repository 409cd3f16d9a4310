import type { Handlers } from '#shared/ipc/contract'
import type { library } from '#shared/ipc/library'
import type { DatasetService } from '../runs/datasetService'
import type { LibraryService } from '../library/libraryService'

/** What was inspected as a data set may differ after a scan, whether or not it came to its end. */
export const libraryHandlers = (
  service: LibraryService,
  datasets: Pick<DatasetService, 'forget'>,
): Handlers<typeof library> => ({
  add: ({ folder }, work) => service.add(folder, work).finally(() => datasets.forget()),
  list: async () => service.list(),
  problems: async () => service.problems(),
  clearProblems: async () => service.clearProblems(),
  remove: ({ ids }) => service.remove(ids),
  restore: ({ ids }) => service.restore(ids),
  thumbnail: ({ id }) => service.thumbnail(id),
  rebuild: (_input, work) => service.rebuild(work).finally(() => datasets.forget()),
  sample: (order, work) => service.sample(order, work).finally(() => datasets.forget()),
})
