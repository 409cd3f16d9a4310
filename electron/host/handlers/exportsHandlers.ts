import type { Handlers } from '#shared/ipc/contract'
import type { exports } from '#shared/ipc/exports'
import type { ExportService } from '../exports/exportService'

export const exportsHandlers = (service: ExportService): Handlers<typeof exports> => ({
  survey: async ({ studies }, work) => service.survey(studies, work),
  preview: async ({ study, file, options, key }) => service.preview(study, file, options, key),
  deidentify: (order, work) => service.deidentify(order, work),
})
