import { Worker } from 'node:worker_threads'
import { SeptumError } from '#shared/errors/SeptumError'
import type { Batch, BatchOptions } from './batches'
import type { BatchSource } from './batchSource'
import type { PreparedVolume } from './preparedVolume'
import type { BatchMade, BatchWanted, WorkerStart } from './threadMessages'

/** Batches that each worker is asked for ahead of time: one in work, one waiting for it. */
const ahead = 2

interface Awaited {
  readonly resolve: (batch: Batch) => void
  readonly reject: (error: Error) => void
}

/**
 * Batches made by worker threads, ahead of time and handed out in order: the same numbers as without workers, whatever
 * their count. ONNX Runtime stays out of them, so that they can be ended at any moment.
 */
export class ThreadedBatches implements BatchSource {
  private readonly workers: readonly Worker[]
  private readonly awaited = new Map<number, Awaited>()
  private lost: SeptumError | null = null
  private closing = false
  private next = 0

  /** `program` is the bundled workerAugment; `volumes` must lie in shared memory, see `sharedVolumes`. */
  constructor(volumes: readonly PreparedVolume[], options: BatchOptions, program: URL, count: number) {
    const bare = volumes.map(({ caseName, phase, slices, labels, count: slicesOf, labelled, record }) => ({
      ...{ caseName, phase, slices, labels, count: slicesOf, labelled, record },
    }))
    const workerData: WorkerStart = { volumes: bare, options }
    this.workers = Array.from({ length: count }, () => {
      const worker = new Worker(program, { workerData })
      worker.on('message', ({ id, batch }: BatchMade) => {
        this.awaited.get(id)?.resolve(batch)
        this.awaited.delete(id)
      })
      worker.on('error', (error) => this.fail(error))
      worker.on('exit', (code) => this.fail(code))
      return worker
    })
  }

  async *epoch(order: readonly (readonly number[])[], epoch: number): AsyncGenerator<Batch, void, void> {
    const waiting: Promise<Batch>[] = []
    let asked = 0
    for (let given = 0; given < order.length; given++) {
      for (; asked < order.length && asked < given + ahead * this.workers.length; asked++)
        waiting.push(this.wanted(order[asked]!, epoch))
      yield await waiting.shift()!
    }
  }

  async close(): Promise<void> {
    this.closing = true
    await Promise.all(this.workers.map((worker) => worker.terminate()))
  }

  private wanted(numbers: readonly number[], epoch: number): Promise<Batch> {
    const id = this.next++
    const made = new Promise<Batch>((resolve, reject) => {
      if (this.lost) reject(this.lost)
      else this.awaited.set(id, { resolve, reject })
    })
    made.catch(() => undefined) // heard by whoever waits for it; nobody does once an epoch is left early
    const message: BatchWanted = { id, numbers, epoch }
    if (!this.lost) this.workers[id % this.workers.length]!.postMessage(message)
    return made
  }

  private fail(reason: unknown): void {
    if (this.closing || this.lost) return
    const exit = typeof reason === 'number' ? reason : 'error'
    const cause = reason instanceof Error ? { cause: reason } : {}
    this.lost = new SeptumError('COMPUTE_CRASHED', { job: 'augmentation', exit }, cause)
    for (const { reject } of this.awaited.values()) reject(this.lost)
    this.awaited.clear()
  }
}

/** The volumes with their pixels in memory that threads can share; nothing else is copied. */
export const sharedVolumes = (volumes: readonly PreparedVolume[]): PreparedVolume[] =>
  volumes.map((volume) => {
    const slices = new Float32Array(new SharedArrayBuffer(volume.slices.byteLength))
    slices.set(volume.slices)
    const labels = new Uint8Array(new SharedArrayBuffer(volume.labels.byteLength))
    labels.set(volume.labels)
    return { ...volume, slices, labels }
  })
