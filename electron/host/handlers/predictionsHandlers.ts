import { join } from 'node:path'
import { keptPrediction } from '#shared/domain/keptPrediction'
import type { Handlers } from '#shared/ipc/contract'
import type { predictions } from '#shared/ipc/predictions'
import type { HostContext } from '../hostContext'
import { cancellable } from '../jobs/cancellable'
import { keptMask } from '../models/keptMask'
import type { LibraryService } from '../library/libraryService'
import type { ModelShelf } from '../models/modelShelf'

export const predictionsHandlers = (
  { inference, reader, audit, layout }: HostContext,
  library: LibraryService,
  shelf: ModelShelf,
): Handlers<typeof predictions> => ({
  async run({ study, model, places }, { progress, signal }) {
    const { source } = library.find(study)
    const modelFolder = await shelf.folder(model)
    await audit.record('predict', { study, model })
    const order = { source, model, modelFolder, places, kept: layout.kept(study, model) }
    return cancellable(inference.inferring.predict(order, progress), signal)
  },
  async labels({ study, model, phase, before }) {
    const { source } = library.find(study)
    const mask = join(layout.kept(study, model), keptPrediction(phase))
    const file = await keptMask(mask, before, source.name, 'it was segmented before Septum kept it')
    return reader.reading.maskFile({ source, file })
  },
})
