import type { readerAreas } from '#shared/ipc/children'
import type { AllHandlers } from '#shared/ipc/contract'
import { abortSignalOf } from '../abortSignalOf'
import { inTurn } from '../inTurn'
import { planesOf } from '../training/augmentedSample'
import { TrainingCases } from '../training/trainingCases'
import { samplePicture } from './samplePicture'

type Reading = AllHandlers<typeof readerAreas>['reading']

/** What the reading child answers about the samples of a training, before there is one. */
export function trainingHandlers(): Pick<Reading, 'trainingCase' | 'augmented'> {
  const cases = new TrainingCases()
  const next = inTurn()
  const never = new AbortController().signal
  return {
    trainingCase: (order, { progress, signal }) =>
      next(async () => {
        const tell = (done: number, total: number, what: string): void => progress({ done, total, what })
        const found = await cases.find(order, tell, abortSignalOf(signal))
        const planes = planesOf(found, order.experiment)
        const volumes = found.volumes.map(({ phase }, i) => ({ phase, ...planes[i]! }))
        return { name: found.name, cases: found.cases, volumes }
      }),
    augmented: (order) =>
      next(async () =>
        samplePicture(await cases.find(order, () => undefined, never), order.experiment, order, order.epoch),
      ),
  }
}
