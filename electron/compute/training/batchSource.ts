import type { Batch, Samples } from './batches'

/** Gives the batches of an epoch in their order. */
export interface BatchSource {
  /** One after another; ended early by leaving the loop. Throws COMPUTE_CRASHED when a worker is lost. */
  epoch(order: readonly (readonly number[])[], epoch: number): AsyncGenerator<Batch, void, void>
  /** Ends what works for it. */
  close(): Promise<void>
}

/** Made when they are asked for, by whoever asks. */
export const batchesInTurn = (samples: Pick<Samples, 'batch'>): BatchSource => ({
  async *epoch(order, epoch) {
    for (const numbers of order) yield await Promise.resolve(samples.batch(numbers, epoch))
  },
  close: () => Promise.resolve(),
})
