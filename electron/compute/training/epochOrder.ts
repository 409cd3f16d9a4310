import { mixedSeed, seededRandom, shuffled } from '#shared/domain/random'

/**
 * The batches of one epoch as sample numbers: every sample once, in an order that depends on seed and epoch alone.
 * The last batch is filled up with samples from the epoch's beginning, so that every step has the same shape and one
 * traced step serves them all. Fewer samples than a batch make one smaller batch.
 */
export function epochOrder(samples: number, batch: number, seed: number, epoch: number): number[][] {
  const order = shuffled([...Array(samples).keys()], seededRandom(mixedSeed(seed, 0x0e, epoch)))
  const size = Math.min(batch, samples)
  return Array.from({ length: stepsPerEpoch(samples, batch) }, (_, step) =>
    Array.from({ length: size }, (_, i) => order[(step * size + i) % samples]!),
  )
}

/** Steps of one epoch over `samples` with batches of at most `batch`. */
export const stepsPerEpoch = (samples: number, batch: number): number =>
  Math.ceil(samples / Math.min(batch, samples))
