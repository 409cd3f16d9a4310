import { computed, ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { DatasetCommand } from '#shared/domain/datasetCommands'
import type { DatasetRow, OpenedDataset } from '#shared/ipc/datasets'
import type { RunningTask } from '#shared/ipc/contract'
import type { StudyId } from '#shared/domain/study'
import type { WorkProgress } from '#shared/ipc/library'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { septum } from '#renderer/septum'
import { useJobsStore } from './jobs'

export type VersionsState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready' }
  | { readonly phase: 'failed'; readonly fault: Fault }

/** What is under way on the data set on show: a check, a freeze, a report. */
export interface DatasetWork {
  readonly what: 'check' | 'freeze' | 'add'
  readonly progress: WorkProgress
  readonly cancel: () => void
}

/** Data sets with their versions, and the one that is open. The host owns the truth; every command answers it anew. */
export const useDatasetVersionsStore = defineStore('datasetVersions', () => {
  const state = shallowRef<VersionsState>({ phase: 'loading' })
  const rows = shallowRef<readonly DatasetRow[]>([])
  const opened = shallowRef<OpenedDataset | null>(null)
  /** Why the last thing that was asked for did not work; null: it did. */
  const fault = shallowRef<Fault | null>(null)
  const work = shallowRef<DatasetWork | null>(null)
  const saving = ref(false)
  const isDraft = computed(() => opened.value?.state === 'draft')

  septum.datasets.changed(({ rows: next }) => (rows.value = next))

  async function load(): Promise<void> {
    try {
      rows.value = await septum.datasets.list()
      state.value = { phase: 'ready' }
    } catch (error) {
      state.value = { phase: 'failed', fault: toFault(error) }
    }
  }

  /** Runs what was asked for and shows what it answers; a refusal stays in `fault`. True: it worked. */
  async function shown(asked: Promise<OpenedDataset>): Promise<boolean> {
    saving.value = true
    fault.value = null
    try {
      opened.value = await asked
      return true
    } catch (error) {
      const why = toFault(error)
      if (why.code !== 'CANCELLED') fault.value = why
      return false
    } finally {
      saving.value = false
    }
  }

  async function open(name: string, version: number | null): Promise<void> {
    if (opened.value?.name !== name) opened.value = null
    await shown(septum.datasets.open({ name, version }))
  }
  function close(): void {
    opened.value = null
    fault.value = null
  }
  const current = () => opened.value?.name ?? ''
  const command = (asked: DatasetCommand) =>
    shown(septum.datasets.command({ name: current(), command: asked }))
  const labelsFrom = (cases: readonly StudyId[], from: 'readers' | 'source') =>
    shown(septum.datasets.labelsFrom({ name: current(), cases: [...cases], from }))
  const undo = () => shown(septum.datasets.undo({ name: current() }))
  const redo = () => shown(septum.datasets.redo({ name: current() }))
  const add = (name: string, studies: readonly StudyId[], fresh: boolean) =>
    shown(septum.datasets.add({ name, studies: [...studies], fresh }))
  const addFolder = (name: string, folder: string, fresh: boolean, title: string) =>
    followed('add', title, (news) => septum.datasets.addFolder({ name, folder, fresh }, news))
  const check = (title: string) =>
    followed('check', title, (news) =>
      septum.datasets.check({ name: current(), version: opened.value?.version ?? null }, news),
    )
  const freeze = (title: string) =>
    followed('freeze', title, (news) => septum.datasets.freeze({ name: current() }, news))

  function followed(
    what: DatasetWork['what'],
    title: string,
    start: (news: (progress: WorkProgress) => void) => RunningTask<OpenedDataset>,
  ): Promise<boolean> {
    const begin = (onProgress: (progress: WorkProgress) => void) => {
      const running = start((progress) => {
        work.value = { what, progress, cancel: () => running.cancel() }
        onProgress(progress)
      })
      work.value = { what, progress: { done: 0, total: 0, what: '' }, cancel: () => running.cancel() }
      return running
    }
    const asked = useJobsStore().follow(title, begin, ({ done, total, what: text }) => ({
      text,
      done,
      total: total || null,
    }))
    return shown(asked).finally(() => (work.value = null))
  }

  const discard = async () => {
    const name = current()
    await septum.datasets.discard({ name })
    if (rows.value.some((row) => row.name === name)) await open(name, null)
    else close()
  }
  const remove = async (name: string) => {
    await septum.datasets.remove({ name })
    if (current() === name) close()
  }
  const restore = (name: string) => septum.datasets.restore({ name })

  return {
    state,
    rows,
    opened,
    fault,
    work,
    saving,
    isDraft,
    load,
    open,
    close,
    command,
    labelsFrom,
    undo,
    redo,
    add,
    addFolder,
    check,
    freeze,
    discard,
    remove,
    restore,
  }
})
