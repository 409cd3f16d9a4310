import { computed, ref, shallowReactive } from 'vue'
import { defineStore } from 'pinia'
import type { RunningTask } from '#shared/ipc/contract'
import { septum } from '#renderer/septum'

/** Work under way, for the status bar: it survives changes of screen (R-ALL-2). */
export interface Job {
  readonly id: number
  readonly title: string
  /** Such as "1,204 of 3,380 files". */
  readonly text: string
  readonly done: number
  /** Null: not known. */
  readonly total: number | null
  readonly cancel: () => void
}

export interface JobStep {
  readonly text: string
  readonly done: number
  readonly total: number | null
}

/** Tasks that were asked for in this window, and the training runs that the host works on. */
export const useJobsStore = defineStore('jobs', () => {
  const jobs = shallowReactive(new Map<number, Job>())
  const training = ref<ReadonlySet<string>>(new Set())
  const list = computed(() => [...jobs.values()])
  const computing = computed(() => training.value.size > 0)
  let nextId = 1

  septum.training.changed(({ run }) => {
    const active = run.phase === 'preparing' || run.phase === 'training' || run.phase === 'testing'
    const next = new Set(training.value)
    if (active) next.add(run.id)
    else next.delete(run.id)
    training.value = next
  })

  /**
   * Shows a task while it runs and answers what it answers. `describe` says how far it is; cancelling makes the task
   * reject with the host's CANCELLED.
   */
  async function follow<P, O>(
    title: string,
    start: (onProgress: (progress: P) => void) => RunningTask<O>,
    describe: (progress: P) => JobStep,
  ): Promise<O> {
    const id = nextId++
    const running = start((progress) => {
      const job = jobs.get(id)
      if (job) jobs.set(id, { ...job, ...describe(progress) })
    })
    jobs.set(id, { id, title, text: '', done: 0, total: null, cancel: () => running.cancel() })
    try {
      return await running
    } finally {
      jobs.delete(id)
    }
  }

  return { list, computing, follow }
})
