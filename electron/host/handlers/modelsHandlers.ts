import type { Handlers } from '#shared/ipc/contract'
import type { models } from '#shared/ipc/models'
import type { ModelShelf } from '../models/modelShelf'

export const modelsHandlers = (shelf: ModelShelf): Handlers<typeof models> => ({
  list: () => shelf.list(),
  show: ({ id }) => shelf.show(id),
  export: ({ id, folder }) => shelf.export(id, folder),
  setState: ({ id, state }) => shelf.setState(id, state),
})
