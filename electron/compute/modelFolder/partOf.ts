import type { Part } from '#shared/domain/evaluation'
import type { ModelCard } from '#shared/domain/model'

/** Which part a case played when the model was made; a case that it never saw is a test case. */
export function partOf({ experiment, trainedOn }: ModelCard, caseName: string): Part {
  if (!experiment || !trainedOn) return 'test' // made elsewhere: nothing is known to have been seen
  const { split } = experiment.data
  if (trainedOn.cases.includes(caseName)) return 'train'
  return !('seed' in split) && split.validation.includes(caseName) ? 'validation' : 'test'
}
