import { computed, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import { taskOf } from '#shared/domain/structures'
import type { StudyId } from '#shared/domain/study'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import type { OpenedStudy } from '#shared/ipc/studies'
import { septum } from '#renderer/septum'

/** Which study is being read, and how far its opening is. */
export type Reading =
  | { readonly phase: 'none' }
  | { readonly phase: 'opening'; readonly id: StudyId }
  | { readonly phase: 'open'; readonly id: StudyId; readonly study: OpenedStudy }
  | { readonly phase: 'failed'; readonly id: StudyId; readonly fault: Fault }

/** The study on the Read screen. The host owns it; this mirrors what opening answered. */
export const useReadingStore = defineStore('reading', () => {
  const reading = shallowRef<Reading>({ phase: 'none' })
  const study = computed(() => (reading.value.phase === 'open' ? reading.value.study : null))
  const opened = computed(() => study.value?.opened ?? null)
  const grid = computed(() => opened.value?.grid ?? null)
  /** What the study is about: as its source says, else what its contours show. */
  const task = computed(() => {
    const now = opened.value
    return now?.task ?? taskOf((now?.imported ?? []).map(({ boundary }) => boundary))
  })
  const isCurrent = (mine: Reading) => reading.value === mine
  const shows = (id: StudyId) => reading.value.phase !== 'none' && reading.value.id === id
  const heldBy = computed(() => study.value?.heldBy ?? null)

  /** Opens a study; of several calls the last wins (X16). Answers null when another was asked for meanwhile, or it failed. */
  async function open(id: StudyId): Promise<OpenedStudy | null> {
    const before = reading.value
    const mine: Reading = { phase: 'opening', id }
    reading.value = mine
    if (before.phase === 'open' && before.id !== id)
      septum.studies.close({ id: before.id }).catch(() => undefined)
    try {
      const study = await septum.studies.open({ id })
      if (!isCurrent(mine)) {
        if (!shows(id)) septum.studies.close({ id }).catch(() => undefined)
        return null
      }
      reading.value = { phase: 'open', id, study }
      return study
    } catch (error) {
      if (isCurrent(mine)) reading.value = { phase: 'failed', id, fault: toFault(error) }
      return null
    }
  }

  return { reading, study, opened, grid, task, heldBy, open }
})
