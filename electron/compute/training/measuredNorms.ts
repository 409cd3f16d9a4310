import type { Experiment } from '#shared/domain/experiment'
import { breathe } from '../breathe'
import type { Samples } from './batches'
import { epochOrder } from './epochOrder'
import type { Trainer } from './trainer'

/** Batches after which the moments of a norm no longer move noticeably. */
const enough = 32

/** Measures the norms of the trainer's network over training slices as they are: the same ones at every call. */
export async function measuredNorms(
  trainer: Pick<Trainer, 'measuresNorms' | 'measureNorms' | 'atOnce'>,
  samples: Pick<Samples, 'all' | 'batch'>,
  { batch, seed }: Pick<Experiment['training'], 'batch' | 'seed'>,
): Promise<void> {
  if (!trainer.measuresNorms) return
  const order = epochOrder(samples.all.length, Math.min(batch, trainer.atOnce), seed, 0)
  for (const [index, numbers] of order.slice(0, enough).entries()) {
    trainer.measureNorms(samples.batch(numbers, 'as they are'), index + 1)
    await breathe()
  }
}
