import { SeptumError } from '#shared/errors/SeptumError'
import { ranOutOfMemory } from '#electron/onnx/runtimeFaults'
import { machineMemory } from '#electron/workspace/machineMemory'
import type { Batch } from './batches'
import { inParts } from './fittingSteps'
import { gigabytes } from './runMemory'
import type { Trainer } from './trainer'

/**
 * A training step that is taken again with half as many images at once when memory runs out; its loss. A step that
 * failed has changed nothing. Throws MEMORY_SHORT when memory runs out for a single image.
 */
export function sturdyStep(
  trainer: Pick<Trainer, 'step' | 'atOnce' | 'computeAtOnce' | 'looksAcross'>,
  batch: Batch,
  learningRate: number,
  number: number,
  note: (text: string) => void,
): number {
  for (;;) {
    try {
      return trainer.step(batch, learningRate, number)
    } catch (error) {
      if (!ranOutOfMemory(error)) throw error
      const tried = Math.min(trainer.atOnce, batch.count)
      if (tried === 1) throw memoryShort(error)
      const atOnce = Math.ceil(tried / 2)
      trainer.computeAtOnce(atOnce)
      note(`Memory ran out in step ${number}. ${inParts(atOnce, trainer.looksAcross)}`)
    }
  }
}

/** Memory ran out where nothing smaller can be tried. */
export const memoryShort = (cause: unknown): SeptumError =>
  new SeptumError(
    'MEMORY_SHORT',
    {
      needed: `more than the ${gigabytes(process.memoryUsage().rss)} that it holds`,
      available: `no more than ${gigabytes(machineMemory().freeBytes)}`,
    },
    { cause },
  )
