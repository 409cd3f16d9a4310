import { computed, shallowReactive, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { CatalogueRow, ExportFormat, ModelDescription, ModelId, ModelRow } from '#shared/domain/model'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { septum } from '#renderer/septum'

export type ModelsState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready' }
  | { readonly phase: 'failed'; readonly fault: Fault }

export type DescriptionState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready'; readonly description: ModelDescription }
  | { readonly phase: 'failed'; readonly fault: Fault }

/** Networks that can be trained and models that were, as the host tells them. */
export const useModelsStore = defineStore('models', () => {
  const state = shallowRef<ModelsState>({ phase: 'loading' })
  const rows = shallowRef<readonly ModelRow[]>([])
  const trained = computed(() => rows.value.filter(({ source }) => source === 'trained'))
  const catalogue = computed(() =>
    rows.value.filter((row): row is CatalogueRow => row.source === 'catalogue' && row.network !== 'onnx'),
  )
  const descriptions = shallowReactive(new Map<ModelId, DescriptionState>())

  septum.models.changed((news) => {
    rows.value = news.rows
  })

  async function load(): Promise<void> {
    try {
      rows.value = await septum.models.list()
      state.value = { phase: 'ready' }
    } catch (error) {
      state.value = { phase: 'failed', fault: toFault(error) }
    }
  }

  /** Asks for a network's layers once; a failure may be asked again. */
  async function describe(id: ModelId): Promise<void> {
    if (descriptions.has(id) && descriptions.get(id)!.phase !== 'failed') return
    descriptions.set(id, { phase: 'loading' })
    try {
      descriptions.set(id, { phase: 'ready', description: await septum.models.show({ id }) })
    } catch (error) {
      descriptions.set(id, { phase: 'failed', fault: toFault(error) })
    }
  }

  const setState = (id: ModelId, next: 'draft' | 'candidate' | 'approved' | 'retired') =>
    septum.models.setState({ id, state: next })
  const exportTo = (id: ModelId, folder: string, format: ExportFormat) =>
    septum.models.export({ id, folder, format })

  return { state, rows, trained, catalogue, descriptions, load, describe, setState, exportTo }
})
