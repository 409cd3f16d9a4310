import type { labels } from '#shared/ipc/labels'
import type { Handlers } from '#shared/ipc/contract'
import { cancellable } from '../jobs/cancellable'
import type { HostContext } from '../hostContext'
import { forgetLabelMap, saveLabelMap } from '../labels/labelStore'
import type { DatasetService } from '../datasets/datasetService'

/** What label values mean: counted and judged by the reading child, remembered in the workspace. */
export const labelsHandlers = (
  { reader, layout: { root } }: HostContext,
  datasets: Pick<DatasetService, 'forget'>,
): Handlers<typeof labels> => ({
  survey: ({ folder }, { progress, signal }) =>
    cancellable(reader.reading.labelSurvey({ folder }, progress), signal),
  example: (place) => reader.reading.labelExample(place),
  save: async (named) => {
    await reader.reading.judgeLabels({ folder: named.folder, study: named.example, map: named.map })
    await saveLabelMap(root, named)
    datasets.forget()
  },
  forget: async ({ folder, layout }) => {
    await forgetLabelMap(root, folder, layout)
    datasets.forget()
  },
})
