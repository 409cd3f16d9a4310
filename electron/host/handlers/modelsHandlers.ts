import type { Handlers } from '#shared/ipc/contract'
import type { models } from '#shared/ipc/models'
import type { HostContext } from '../hostContext'
import { cancellable } from '../jobs/cancellable'
import type { LibraryService } from '../library/libraryService'
import { modelFiles } from '../models/modelFiles'
import type { ModelShelf } from '../models/modelShelf'

export const modelsHandlers = (
  shelf: ModelShelf,
  library: LibraryService,
  { inference }: HostContext,
): Handlers<typeof models> => ({
  list: () => shelf.list(),
  show: ({ id }) => shelf.show(id),
  export: ({ id, folder, format }) => shelf.export(id, folder, format),
  setState: ({ id, state }) => shelf.setState(id, state),
  files: async ({ folder, kind }) => ({ files: await modelFiles(folder, kind) }),
  inspectFile: ({ file }) => inference.inferring.inspectOnnx({ file }),
  tryFile: ({ study, ...rest }, { progress, signal }) => {
    const { source } = library.find(study)
    return cancellable(inference.inferring.tryOnnx({ source, ...rest }, progress), signal)
  },
  importFile: ({ file, plan }) => shelf.import(file, plan),
})
