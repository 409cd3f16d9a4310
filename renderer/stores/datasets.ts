import { computed, ref, shallowRef, triggerRef } from 'vue'
import { defineStore } from 'pinia'
import type { DatasetInspection } from '#shared/ipc/dataset'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { septum } from '#renderer/septum'

/** What can be trained on: a version of a data set, or a folder of the library. */
export type DatasetRow = Awaited<ReturnType<typeof septum.training.datasets>>[number]
export type DatasetsState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready'; readonly rows: readonly DatasetRow[] }
  | { readonly phase: 'failed'; readonly fault: Fault }

export type InspectionState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready'; readonly inspection: DatasetInspection }
  | { readonly phase: 'failed'; readonly fault: Fault }

/** Folders of the library whose cases carry labels, and what inspecting each of them found. */
export const useDatasetsStore = defineStore('datasets', () => {
  const state = ref<DatasetsState>({ phase: 'loading' })
  const inspections = shallowRef(new Map<string, InspectionState>())
  const rows = computed(() => (state.value.phase === 'ready' ? state.value.rows : []))
  let reload: ReturnType<typeof setTimeout> | undefined

  const soon = () => {
    clearTimeout(reload)
    reload = setTimeout(() => void load(), 400)
  }
  septum.library.changed(soon)
  septum.datasets.changed(soon)

  async function load(): Promise<void> {
    try {
      state.value = { phase: 'ready', rows: await septum.training.datasets() }
    } catch (error) {
      state.value = { phase: 'failed', fault: toFault(error) }
    }
  }

  const keep = (folder: string, next: InspectionState) => {
    inspections.value.set(folder, next)
    triggerRef(inspections)
  }

  /** Reads a folder's cases; what is known stays unless `again` is asked for. */
  async function inspect(folder: string, again = false): Promise<void> {
    const known = inspections.value.get(folder)
    if (known && known.phase !== 'failed' && !again) return
    keep(folder, { phase: 'loading' })
    try {
      keep(folder, { phase: 'ready', inspection: await septum.training.inspect({ folder }) })
    } catch (error) {
      keep(folder, { phase: 'failed', fault: toFault(error) })
    }
  }

  return { state, rows, inspections, load, inspect }
})
