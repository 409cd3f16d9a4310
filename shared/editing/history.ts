import type { Edit, History, JournalEntry, Segmentation } from '#shared/domain/segmentation'
import { applied, emptySegmentation, reversed } from './segmentation'

export const emptyHistory: History = { done: [], undone: [] }

/** What to do to take a step back or to repeat one: where to go first, what to apply, what to keep (R-UN-3). */
export interface HistoryPlan {
  /** The edit that is taken back or repeated; its `place` is shown before, its `label` after. */
  readonly edit: Edit
  /** What `applied` is given: for undo the edit read backwards. */
  readonly step: Edit
  readonly history: History
}

export interface Edited {
  readonly segmentation: Segmentation
  readonly history: History
}

/** The history with one more edit; what had been undone can no longer be repeated (R-UN-6). */
export const record = (history: History, edit: Edit): History => ({
  done: [...history.done, edit],
  undone: [],
})

/** Taking back the last edit, or null when there is none. */
export function undo(history: History): HistoryPlan | null {
  const edit = history.done.at(-1)
  if (!edit) return null
  const after = { done: history.done.slice(0, -1), undone: [...history.undone, edit] }
  return { edit, step: reversed(edit), history: after }
}

/** Repeating the edit that was taken back last, or null when there is none. */
export function redo(history: History): HistoryPlan | null {
  const edit = history.undone.at(-1)
  if (!edit) return null
  const after = { done: [...history.done, edit], undone: history.undone.slice(0, -1) }
  return { edit, step: edit, history: after }
}

/** A segmentation and its history with one more edit. */
export const withEdit = ({ segmentation, history }: Edited, edit: Edit): Edited => ({
  segmentation: applied(segmentation, edit),
  history: record(history, edit),
})

export interface Replayed extends Edited {
  /** Place in `entries` of the first that does not follow from those before it; null = all were replayed. */
  readonly stoppedAt: number | null
}

/**
 * A journal read from the start, or from a snapshot on. It stops at the first entry that contradicts those before it
 * (an undo or a redo of anything but the edit whose turn it is): what follows cannot be trusted.
 */
export function replay(
  entries: readonly JournalEntry[],
  from: Edited = { segmentation: emptySegmentation, history: emptyHistory },
): Replayed {
  let state = from
  for (const [index, entry] of entries.entries()) {
    const next = replayed(state, entry)
    if (!next) return { ...state, stoppedAt: index }
    state = next
  }
  return { ...state, stoppedAt: null }
}

function replayed(state: Edited, entry: JournalEntry): Edited | null {
  if (entry.type === 'edit') return withEdit(state, entry.edit)
  const plan = entry.type === 'undo' ? undo(state.history) : redo(state.history)
  if (plan?.edit.id !== entry.edit) return null
  return { segmentation: applied(state.segmentation, plan.step), history: plan.history }
}
