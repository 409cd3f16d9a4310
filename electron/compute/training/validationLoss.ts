import { breathe } from '../breathe'
import type { Samples } from './batches'
import type { Trainer } from './trainer'

/** Mean training loss over the validation slices as they are, without dropout. */
export async function validationLoss(trainer: Trainer, samples: Samples, batch: number): Promise<number> {
  const total = samples.all.length
  const size = Math.min(batch, total)
  let sum = 0
  for (let from = 0; from < total; from += size) {
    const real = Math.min(size, total - from)
    const fed = samples.batch(
      Array.from({ length: size }, (_, i) => (from + i) % total),
      'as they are',
    )
    // The last batch keeps its shape; what fills it up is told to be unlabelled, and so counts in nothing.
    fed.labelled.fill(0, (real * fed.labelled.length) / size)
    sum += real * trainer.loss(fed)
    await breathe()
  }
  return sum / total
}
