import type { Batch, BatchOptions, Sample } from './batches'

/** What a worker is started with; the pixels lie in memory that all workers share. */
export interface WorkerStart {
  readonly volumes: readonly Sample['volume'][]
  readonly options: BatchOptions
}

export interface BatchWanted {
  readonly id: number
  readonly numbers: readonly number[]
  readonly epoch: number
}

export interface BatchMade {
  readonly id: number
  readonly batch: Batch
}
