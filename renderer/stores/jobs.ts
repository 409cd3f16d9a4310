import { computed, shallowReactive } from 'vue'
import { defineStore } from 'pinia'
import type { RunningTask } from '#shared/ipc/contract'
import type { RunId, RunRow } from '#shared/domain/training'
import { septum } from '#renderer/septum'

/** Work under way, for the status bar: it survives changes of screen (R-ALL-2). */
export interface Job {
  readonly id: string
  readonly title: string
  /** Such as "1,204 of 3,380 files". */
  readonly text: string
  readonly done: number
  /** Null: not known. */
  readonly total: number | null
  /** A training run has none here: it is stopped on its own screen, where what is kept is said. */
  readonly cancel?: () => void
  readonly runId?: RunId
  /** Counts from 1; a run that has not begun has none. */
  readonly epoch?: { readonly at: number; readonly of: number }
}

export interface JobStep {
  readonly text: string
  readonly done: number
  readonly total: number | null
}

const working: ReadonlySet<RunRow['phase']> = new Set(['preparing', 'training', 'testing'])

/** Tasks that were asked for in this window, and the training runs that the host works on. */
export const useJobsStore = defineStore('jobs', () => {
  const tasks = shallowReactive(new Map<string, Job>())
  const runs = shallowReactive(new Map<RunId, RunRow>())
  const list = computed<readonly Job[]>(() => [...tasks.values(), ...[...runs.values()].map(jobOfRun)])
  const computing = computed(() => runs.size > 0)
  let nextId = 1

  septum.training.changed(({ run }) => mirror(run))
  function mirror(run: RunRow): void {
    if (working.has(run.phase)) runs.set(run.id, run)
    else runs.delete(run.id)
  }
  /** The runs that were under way before this page was opened. */
  async function loadRuns(): Promise<void> {
    for (const run of await septum.training.runs()) mirror(run)
  }

  /**
   * Shows a task while it runs and answers what it answers. `describe` says how far it is; cancelling makes the task
   * reject with the host's CANCELLED.
   */
  async function follow<P, O>(
    title: string,
    start: (onProgress: (progress: P) => void) => RunningTask<O>,
    describe: (progress: P) => JobStep,
  ): Promise<O> {
    const id = `task-${nextId++}`
    const running = start((progress) => {
      const job = tasks.get(id)
      if (job) tasks.set(id, { ...job, ...describe(progress) })
    })
    tasks.set(id, { id, title, text: '', done: 0, total: null, cancel: () => running.cancel() })
    try {
      return await running
    } finally {
      tasks.delete(id)
    }
  }

  return { list, computing, follow, loadRuns }
})

const jobOfRun = ({ id, name, epoch, epochs, stepsDone, stepsTotal }: RunRow): Job => ({
  id: `run-${id}`,
  title: name,
  text: '',
  done: stepsDone,
  total: stepsTotal || null,
  runId: id,
  ...(epoch > 0 ? { epoch: { at: epoch, of: epochs } } : {}),
})
