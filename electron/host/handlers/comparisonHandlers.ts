import type { comparison } from '#shared/ipc/comparison'
import type { Handlers } from '#shared/ipc/contract'
import type { ComparisonService } from '../comparison/comparisonService'

export const comparisonHandlers = (service: ComparisonService): Handlers<typeof comparison> => ({
  candidates: () => service.candidates(),
  compare: ({ candidates }, work) => service.compare(candidates, work),
  labels: ({ study, phase, of, before }) => service.labels(study, phase, of, before),
})
