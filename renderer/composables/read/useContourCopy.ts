import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { boundaries } from '#shared/domain/structures'
import type { FramePlace } from '#renderer/stores/frames'
import { useReadingStore } from '#renderer/stores/reading'
import { usePlaceStore } from '#renderer/stores/readingPlace'
import { useToolsStore } from '#renderer/stores/readingTools'
import type { Editing } from './useEditing'

/** After this pause a new sweep of copies begins, and the question is asked again. */
const sweepMs = 4000

/**
 * Copies the active contour to a neighbouring slice or phase and goes there (E-10). Where a contour stands already, one question a sweep:
 * replace or keep (R-RD-6).
 */
export function useContourCopy(editing: Editing) {
  const { t } = useI18n()
  const reading = useReadingStore()
  const place = usePlaceStore()
  const tools = useToolsStore()
  const pending = shallowRef<FramePlace | null>(null)
  let sweep: { answer: boolean; untilMs: number } | null = null

  function neighbour(slices: number, phases: number): FramePlace | null {
    const { grid } = reading
    const slice = place.slice + slices
    if (!grid || slice < 0 || slice >= grid.slices) return null
    return { slice, phase: (place.phase + phases + grid.phases) % grid.phases }
  }

  function carryOut(to: FramePlace, replace: boolean): void {
    if (replace) editing.copyActive(to)
    place.goToSlice(to.slice)
    place.showPhase(to.phase)
  }

  function copy(slices: number, phases: number): void {
    const to = neighbour(slices, phases)
    if (!to || !editing.activeContour.value || editing.blocked.value || tools.locked.has(tools.boundary))
      return
    const now = performance.now()
    const taken = editing.contourAt(to)?.state === 'accepted'
    if (!taken) carryOut(to, true)
    else if (sweep && now < sweep.untilMs) carryOut(to, sweep.answer)
    else pending.value = to
    if (sweep) sweep.untilMs = now + sweepMs
  }

  /** The reader's answer; false when nothing was asked. */
  function answer(yes: boolean): boolean {
    const to = pending.value
    if (!to) return false
    pending.value = null
    sweep = { answer: yes, untilMs: performance.now() + sweepMs }
    carryOut(to, yes)
    return true
  }

  const question = computed(() =>
    pending.value ? t('read.copyOnto', { name: boundaries[tools.boundary].name }) : null,
  )
  return { copy, answer, question }
}
