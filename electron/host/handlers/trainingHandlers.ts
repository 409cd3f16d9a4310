import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Handlers } from '#shared/ipc/contract'
import type { training } from '#shared/ipc/training'
import { filmFileName, filmPicture } from '#shared/domain/film'
import { SeptumError } from '#shared/errors/SeptumError'
import { systemCode } from '#electron/workspace/saveFault'
import type { HostContext } from '../hostContext'
import type { DatasetDesk } from '../datasets/datasetDesk'
import type { DatasetService } from '../datasets/datasetService'
import { cancellable } from '../jobs/cancellable'
import { preflight } from '../runs/preflight'
import { recipeOffers } from '../runs/recipeOffers'
import type { RunService } from '../runs/runService'

export const trainingHandlers = (
  host: HostContext,
  datasets: DatasetService,
  runs: RunService,
  desk: Pick<DatasetDesk, 'settled' | 'mayBeUsed'>,
): Handlers<typeof training> => ({
  datasets: () => datasets.list(),
  recipes: () => Promise.resolve(recipeOffers()),
  inspect: ({ folder }) => datasets.inspect(folder),
  preflight: ({ experiment }) =>
    preflight(
      experiment,
      datasets,
      host.layout.root,
      () => host.inference.inferring.memory({ experiment }),
      () => desk.mayBeUsed(experiment),
    ),
  planStart: ({ experiment }) => {
    const { models, experiments } = host.layout
    return host.inference.inferring.planStart({ experiment, models, experiments })
  },
  trainingCase: (asked, { progress, signal }) =>
    cancellable(host.reader.reading.trainingCase({ ...asked, ...known(host, datasets) }, progress), signal),
  augmented: (asked) => host.reader.reading.augmented({ ...asked, ...known(host, datasets) }),
  start: async ({ experiment }) => ({ runId: await runs.start(await desk.settled(experiment)) }),
  pause: ({ runId }) => runs.pause(runId),
  resume: ({ runId }) => runs.resume(runId),
  stop: ({ runId }) => runs.stop(runId),
  remove: ({ runId }) => runs.remove(runId),
  runs: () => runs.runs(),
  messages: ({ runId }) => runs.messages(runId),
  async picture({ runId, epoch, index }) {
    const file = join(runs.folder(runs.row(runId).id), 'film', filmFileName(epoch))
    const bytes = await readFile(file).catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT')
        throw new SeptumError('NOT_FOUND', { kind: 'film of epoch', id: epoch })
      throw error
    })
    const { header, planes } = filmPicture(file, bytes, index)
    return { header, bytes: planes }
  },
})

/** What the reading child has to be told besides, to prepare a case as runs do. */
const known = ({ layout }: HostContext, { revision }: DatasetService) => ({
  revision,
  cache: layout.prepared,
})
