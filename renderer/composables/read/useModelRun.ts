import { computed, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Contour } from '#shared/domain/contour'
import { withDetectedMarks } from '#shared/editing/detectedMarks'
import { draftsFrom, draftsOf, takePredicted } from '#shared/editing/draftEdits'
import { toFault } from '#shared/errors/SeptumError'
import type { Places } from '#shared/ipc/predictions'
import type { ModelRunState } from '#renderer/components/read/modelRun'
import { showToast } from '#renderer/composables/toasts'
import { useRemembered } from '#renderer/composables/useRemembered'
import { septum } from '#renderer/septum'
import { useJobsStore } from '#renderer/stores/jobs'
import { useModelsStore } from '#renderer/stores/models'
import { useReadingStore } from '#renderer/stores/reading'
import { usePlaceStore } from '#renderer/stores/readingPlace'
import { useSegmentationStore } from '#renderer/stores/segmentation'
import type { Editing } from './useEditing'

/** A model's suggestions for the study that is read: one edit, which never replaces a reader's contour (R-RD-5). */
export function useModelRun(editing: Editing) {
  const { t, n } = useI18n()
  const jobs = useJobsStore()
  const models = useModelsStore()
  const reading = useReadingStore()
  const place = usePlaceStore()
  const store = useSegmentationStore()
  const state = shallowRef<ModelRunState>({ phase: 'idle' })
  const model = useRemembered('read.model', '', (kept) => (typeof kept === 'string' ? kept : null))
  let cancelRun: () => void = () => undefined

  const options = computed(() =>
    models.trained.map(({ id, title, card }) => ({
      value: id,
      name: title,
      note: card ? `v${card.version} · ${card.state}` : '',
    })),
  )
  watch(
    options,
    (list) => {
      if (!list.some(({ value }) => value === model.value)) model.value = list.at(-1)?.value ?? ''
    },
    { immediate: true },
  )
  const drafts = computed(() => draftsOf(store.segmentation, {}).length)
  const draftsHere = computed(() => draftsOf(store.segmentation, place.place).length)

  async function run(places: Places): Promise<void> {
    const study = reading.opened?.id
    if (!study || !model.value || state.value.phase === 'running' || editing.blocked.value) return
    state.value = { phase: 'running', done: 0, total: 0, what: t('read.modelRuns') }
    try {
      const { contours, seconds } = await jobs.follow(
        t('read.modelRuns'),
        (onProgress: (progress: { done: number; total: number; what: string }) => void) => {
          const running = septum.predictions.run({ study, model: model.value, places }, (progress) => {
            if (state.value.phase === 'running') state.value = { phase: 'running', ...progress }
            onProgress(progress)
          })
          cancelRun = () => running.cancel()
          return running
        },
        ({ done, total, what }) => ({ text: what, done, total }),
      )
      state.value = { phase: 'idle' }
      if (reading.opened?.id === study) take(contours, places, seconds)
    } catch (error) {
      const fault = toFault(error)
      state.value = fault.code === 'CANCELLED' ? { phase: 'idle' } : { phase: 'failed', fault }
    }
  }

  function take(contours: readonly Contour[], places: Places, seconds: number): void {
    let conflicts: readonly Contour[] = []
    const edit = editing.make((segmentation, gesture) => {
      const plan = draftsFrom(contours, segmentation, gesture, askedPlaces(places))
      conflicts = plan.conflicts
      return plan.edit && reading.grid ? withDetectedMarks(plan.edit, segmentation, reading.grid) : plan.edit
    })
    const name = options.value.find(({ value }) => value === model.value)?.name ?? model.value
    const found = edit?.changes.length ?? 0
    showToast(
      found
        ? t('read.modelFound', {
            model: name,
            count: found,
            seconds: n(seconds, { maximumFractionDigits: 1 }),
          })
        : t('read.modelFoundNothing', { model: name }),
    )
    if (!conflicts.length) return
    const chosen = conflicts
    showToast(t('read.modelKept', { count: chosen.length }), {
      seconds: 15,
      action: {
        label: t('read.modelUseInstead'),
        run: () => editing.make((segmentation, gesture) => takePredicted(chosen, segmentation, gesture)),
      },
    })
  }

  const askedPlaces = (places: Places) => {
    if (places.what === 'slice') return [{ slice: places.slice, phase: places.phase }]
    const slices = Array.from({ length: reading.grid?.slices ?? 0 }, (_, slice) => slice)
    return places.phases.flatMap((phase) => slices.map((slice) => ({ slice, phase })))
  }

  const choose = (id: string) => (model.value = id)
  const runSlice = () => run({ what: 'slice', ...place.place })
  const runPhase = () => run({ what: 'phases', phases: [place.phase] })
  /** ED and ES; where they are not known the whole cine, whose volumes then tell them (K1). */
  function runMarked(): void {
    const { ed, es } = store.segmentation.marks
    const all = Array.from({ length: reading.grid?.phases ?? 0 }, (_, phase) => phase)
    const phases = ed === null || es === null ? all : [...new Set([ed, es])]
    void run({ what: 'phases', phases })
  }

  return {
    state,
    model,
    choose,
    options,
    drafts,
    draftsHere,
    runSlice,
    runPhase,
    runMarked,
    cancel: () => cancelRun(),
  }
}
export type ModelRun = ReturnType<typeof useModelRun>
