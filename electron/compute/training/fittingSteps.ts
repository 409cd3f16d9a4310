import { SeptumError } from '#shared/errors/SeptumError'
import { gigabytes, peakBytes, stepsMemory, type StepsMemory } from './runMemory'
import type { Segmenter } from '../segmenting/segmenter'
import type { Trainer } from './trainer'

/** Memory as it is when a run is about to begin, bytes. */
export interface MemoryNow {
  /** Held by this process before the network was built. */
  readonly beforeBytes: number
  /** Held by it now. */
  readonly heldBytes: number
  /** What it may still take. */
  readonly freeBytes: number
}

/** What a run will take at its fullest, and what that means for its steps. */
export interface FittedSteps {
  /** Null: the engine does not say. */
  readonly neededBytes: number | null
  /** A sentence for the log where batches are computed in parts. */
  readonly note: string | null
}

/**
 * Compiles the steps of a run and lets the trainer compute so many images of a batch together as memory allows; fewer
 * than the batch have the same result and take longer. Throws MEMORY_SHORT when not even a single image fits.
 */
export function fittingSteps(
  trainer: Pick<Trainer, 'takes' | 'computeAtOnce' | 'looksAcross'>,
  segmenter: Pick<Segmenter, 'prepare'>,
  batch: number,
  now: MemoryNow,
): FittedSteps {
  const scoring = stepsMemory(segmenter.prepare())
  const available = now.heldBytes + now.freeBytes
  for (let atOnce = batch; ; atOnce = Math.ceil(atOnce / 2)) {
    if (atOnce < batch) trainer.computeAtOnce(atOnce)
    const steps = trainer.takes(atOnce)
    if (!steps || !scoring) return { neededBytes: null, note: null }
    const needed = neededBytes(steps, scoring, atOnce < batch, now)
    if (needed <= available && atOnce === batch) return { neededBytes: needed, note: null }
    if (needed <= available) {
      trainer.computeAtOnce(atOnce) // frees what was compiled only to be measured
      const why = `The whole batch of ${batch} does not fit into ${gigabytes(available)} of memory.`
      return { neededBytes: needed, note: `${why} ${inParts(atOnce, trainer.looksAcross)}` }
    }
    if (atOnce === 1)
      throw new SeptumError('MEMORY_SHORT', { needed: gigabytes(needed), available: gigabytes(available) })
  }
}

/** In parts, the sums of gradients are another copy of the weights: a third of the state. */
const neededBytes = (steps: StepsMemory, scoring: StepsMemory, parts: boolean, now: MemoryNow): number =>
  peakBytes(now.beforeBytes, [steps, scoring]) + (parts ? steps.stateBytes : 0)

/** What the log says when a batch is computed in parts. */
export function inParts(atOnce: number, looksAcross: boolean): string {
  const images = atOnce === 1 ? 'One image is' : `${atOnce} images are`
  const same = looksAcross
    ? 'its batch norms see only those, so the result differs from that of the whole batch'
    : 'the result is that of the whole batch'
  return `${images} computed at once, and the gradients added up: ${same}.`
}
