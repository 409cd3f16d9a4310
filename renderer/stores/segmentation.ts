import { computed, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { Edit, JournalEntry } from '#shared/domain/segmentation'
import type { OpenedStudy } from '#shared/ipc/studies'
import { baseSegmentation } from '#shared/editing/baseSegmentation'
import {
  emptyHistory,
  redo,
  replay,
  undo,
  withEdit,
  type Edited,
  type HistoryPlan,
} from '#shared/editing/history'
import { applied, emptySegmentation } from '#shared/editing/segmentation'

/**
 * Contours and history of the study that is read: a mirror of its journal. Each change answers the entry that the journal is owed.
 * What the source brought stands below the first edit, so that undo never loses it.
 */
export const useSegmentationStore = defineStore('segmentation', () => {
  const edited = shallowRef<Edited>({ segmentation: emptySegmentation, history: emptyHistory })
  const segmentation = computed(() => edited.value.segmentation)
  const history = computed(() => edited.value.history)

  /** The state that a study's journal leads to. Answers false when the journal contradicts itself somewhere. */
  function load({ opened, entries }: OpenedStudy): boolean {
    const { stoppedAt, ...state } = replay(entries, {
      segmentation: baseSegmentation(opened),
      history: emptyHistory,
    })
    edited.value = state
    return stoppedAt === null
  }

  function record(edit: Edit): JournalEntry {
    edited.value = withEdit(edited.value, edit)
    return { type: 'edit', edit }
  }

  /** What undo or redo would do next; null: nothing. */
  const nextUndo = computed(() => undo(history.value))
  const nextRedo = computed(() => redo(history.value))

  /** Carries out a plan of `nextUndo` or `nextRedo`. */
  function follow(plan: HistoryPlan, type: 'undo' | 'redo', at: string): JournalEntry {
    edited.value = { segmentation: applied(segmentation.value, plan.step), history: plan.history }
    return { type, edit: plan.edit.id, at }
  }

  return { segmentation, history, nextUndo, nextRedo, load, record, follow }
})
