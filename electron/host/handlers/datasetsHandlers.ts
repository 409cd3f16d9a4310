import type { Handlers } from '#shared/ipc/contract'
import type { datasets } from '#shared/ipc/datasets'
import type { DatasetDesk } from '../datasets/datasetDesk'
import type { HostContext } from '../hostContext'

export const datasetsHandlers = ({ reader }: HostContext, desk: DatasetDesk): Handlers<typeof datasets> => ({
  list: () => desk.list(),
  open: ({ name, version }) => desk.open(name, version),
  add: ({ name, studies, fresh }) => desk.add(name, studies, fresh),
  addFolder: ({ name, folder, fresh }, work) => desk.addFolder(name, folder, fresh, work),
  labels: ({ name, version }) => desk.labels(name, version),
  command: ({ name, command }) => desk.command(name, command),
  labelsFrom: ({ name, cases, from }) => desk.labelsFrom(name, cases, from),
  undo: ({ name }) => desk.undo(name),
  redo: ({ name }) => desk.redo(name),
  check: ({ name, version }, work) => desk.check(name, version, work),
  freeze: ({ name }, work) => desk.freeze(name, work),
  discard: ({ name }) => desk.discard(name),
  remove: ({ name }) => desk.remove(name),
  restore: ({ name }) => desk.restore(name),
  picture: async ({ name, version, case: id, ...place }) =>
    reader.reading.casePicture({ source: await desk.source(name, version, id), ...place }),
  prepared: async ({ name, version, case: id, ...place }) =>
    reader.reading.casePrepared({ source: await desk.source(name, version, id), ...place }),
})
