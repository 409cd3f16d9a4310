import { computed, ref, shallowRef, watch } from 'vue'
import { canonicalValues, type LabelMapping, type LabelTarget } from '#shared/domain/labelMap'
import { implausibleHeart } from '#shared/geometry/labelPlausibility'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import type { LabelSource } from '#shared/ipc/labels'
import { exampleOf, type LabelExample } from '#renderer/components/labels/labelPicture'
import { septum } from '#renderer/septum'

export type SurveyState =
  | { readonly phase: 'counting'; readonly done: number; readonly total: number; readonly what: string }
  | { readonly phase: 'ready'; readonly sources: readonly LabelSource[] }
  | { readonly phase: 'failed'; readonly fault: Fault }

/** The label values below a folder, what they are to mean, and the example that shows it (R-DS-2). */
export function useLabelSources(folder: () => string) {
  const state = shallowRef<SurveyState>({ phase: 'counting', done: 0, total: 0, what: '' })
  const chosen = ref(0)
  const map = ref<LabelMapping>({})
  const fillLines = ref(false)
  const example = shallowRef<LabelExample | null>(null)
  const saving = ref(false)
  const fault = shallowRef<Fault | null>(null)
  let cancelSurvey: () => void = () => undefined

  const source = computed(() =>
    state.value.phase === 'ready' ? (state.value.sources[chosen.value] ?? null) : null,
  )
  const unnamed = computed(
    () => source.value?.values.filter(({ value }) => !(String(value) in map.value)) ?? [],
  )
  const implausible = computed(() => {
    if (!example.value) return null
    const known = new Map(canonicalValues(map.value))
    const labels = Uint8Array.from(example.value.values, (value) => known.get(value) ?? 0)
    return implausibleHeart(labels, example.value.columns, example.value.rows)
  })

  async function survey(): Promise<void> {
    cancelSurvey()
    const asked = folder()
    fault.value = null
    state.value = { phase: 'counting', done: 0, total: 0, what: asked }
    const task = septum.labels.survey({ folder: asked }, (progress) => {
      if (folder() === asked) state.value = { phase: 'counting', ...progress }
    })
    cancelSurvey = () => task.cancel()
    try {
      const { sources } = await task
      if (folder() === asked) state.value = { phase: 'ready', sources }
    } catch (error) {
      const why = toFault(error)
      if (folder() === asked && why.code !== 'CANCELLED') state.value = { phase: 'failed', fault: why }
    }
  }
  watch(folder, survey, { immediate: true })
  watch(source, async (now) => {
    example.value = null
    map.value = Object.fromEntries(
      (now?.values ?? []).flatMap(({ value, target }) => (target ? [[String(value), target] as const] : [])),
    )
    fillLines.value = now?.fillLines ?? false
    if (!now) return
    try {
      const { study, slice } = now.example
      const { header, bytes } = await septum.labels.example({ folder: folder(), study, slice })
      if (source.value === now) example.value = exampleOf(header.columns, header.rows, bytes)
    } catch (error) {
      if (source.value === now) fault.value = toFault(error)
    }
  })

  const name = (value: number, target: LabelTarget) => (map.value = { ...map.value, [String(value)]: target })
  function usePreset(preset: LabelMapping): void {
    const own = (source.value?.values ?? [])
      .map(({ value }) => String(value))
      .filter((value) => value in preset)
    map.value = { ...map.value, ...Object.fromEntries(own.map((value) => [value, preset[value]!])) }
  }

  /** Remembers the mapping; answers whether it is kept. */
  async function apply(): Promise<boolean> {
    const now = source.value
    if (!now || saving.value) return false
    saving.value = true
    fault.value = null
    try {
      const values = now.values.map(({ value }) => value)
      await septum.labels.save({
        ...{ folder: folder(), layout: now.layout, example: now.example.study },
        ...{ values, map: map.value, fillLines: fillLines.value },
      })
      return true
    } catch (error) {
      fault.value = toFault(error)
      return false
    } finally {
      saving.value = false
    }
  }

  return {
    ...{ state, chosen, source, map, fillLines, example, saving, fault, unnamed, implausible },
    ...{ survey, name, usePreset, apply, cancel: () => cancelSurvey() },
  }
}
