import { computed, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { labelChanges } from '#shared/geometry/labelChanges'
import { labelRings, type LabelRing } from '#renderer/components/pictures/labelRings'
import { useChangeWords } from '#renderer/composables/useChangeWords'
import { usePredictionChangesStore } from '#renderer/stores/predictionChanges'
import { useReadingStore } from '#renderer/stores/reading'
import { useDisplayStore } from '#renderer/stores/readingDisplay'
import { usePlaceStore } from '#renderer/stores/readingPlace'
import { useSegmentationStore } from '#renderer/stores/segmentation'
import type { ModelRun } from './useModelRun'

/** Outlines of one slice before and after post-processing. */
export interface SliceChanges {
  readonly before: readonly LabelRing[]
  readonly after: readonly LabelRing[]
}

/** What post-processing changed in the contours of models that are on show, while the reader asks for it. */
export function usePostChanges(models: ModelRun) {
  const { t } = useI18n()
  const words = useChangeWords()
  const changes = usePredictionChangesStore()
  const reading = useReadingStore()
  const display = useDisplayStore()
  const place = usePlaceStore()
  const store = useSegmentationStore()

  /** Whose contours are at each phase: the first model's. */
  const authors = computed(() => {
    const found = new Map<number, string>()
    for (const { source, author, phase } of store.segmentation.contours.values())
      if (source === 'model' && !found.has(phase)) found.set(phase, author)
    return found
  })
  const phases = computed(() => [...new Set([place.phase, ...place.phases])])
  watch(
    [() => display.changesShown, () => reading.opened?.id, phases, authors, () => changes.arrivals],
    ([shown, study]) => {
      if (!shown || !study) return
      for (const phase of phases.value) {
        const author = authors.value.get(phase)
        if (author) void changes.want(study, author, phase)
      }
    },
    { immediate: true },
  )
  watch(
    () => models.state.value.phase,
    (_, before) => before === 'running' && changes.forget(),
  )

  const at = (phase: number) => {
    void changes.arrivals
    const [study, author] = [reading.opened?.id, authors.value.get(phase)]
    return study && author
      ? { volume: changes.changesOf(study, author, phase), fault: changes.faultOf(study, author, phase) }
      : null
  }
  function sliceAt(slice: number, phase: number): SliceChanges | null {
    const volume = display.changesShown ? at(phase)?.volume : null
    if (!volume) return null
    const { rows, columns } = volume
    const [from, until] = [slice * rows * columns, (slice + 1) * rows * columns]
    return {
      before: labelRings(volume.before.subarray(from, until), columns, rows),
      after: labelRings(volume.after.subarray(from, until), columns, rows),
    }
  }
  /** The counts of the phase in hand, or why there are none. */
  const lines = computed<readonly string[]>(() => {
    if (!display.changesShown || !reading.opened) return []
    const found = at(place.phase)
    if (!found) return [t('changes.noModel')]
    if (found.fault) return [found.fault.cause]
    if (!found.volume) return [t('changes.loading')]
    return words(labelChanges(found.volume.before, found.volume.after), reading.opened)
  })
  return { sliceAt, lines }
}
export type PostChanges = ReturnType<typeof usePostChanges>
