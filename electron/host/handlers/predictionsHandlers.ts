import type { Handlers } from '#shared/ipc/contract'
import type { predictions } from '#shared/ipc/predictions'
import type { HostContext } from '../hostContext'
import { cancellable } from '../jobs/cancellable'
import type { LibraryService } from '../library/libraryService'
import type { ModelShelf } from '../models/modelShelf'

export const predictionsHandlers = (
  { inference, audit }: HostContext,
  library: LibraryService,
  shelf: ModelShelf,
): Handlers<typeof predictions> => ({
  async run({ study, model, places }, { progress, signal }) {
    const { source } = library.find(study)
    const modelFolder = await shelf.folder(model)
    await audit.record('predict', { study, model })
    return cancellable(inference.inferring.predict({ source, model, modelFolder, places }, progress), signal)
  },
})
