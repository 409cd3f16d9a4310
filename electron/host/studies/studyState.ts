import type { JournalEntry, ReviewState } from '#shared/domain/segmentation'
import type { OpenedCase } from '#shared/domain/study'
import type { StudyState } from '#electron/library/queries/setStudyState'

export function studyState(entries: readonly JournalEntry[], _opened: OpenedCase): StudyState {
  let review: ReviewState = entries.length ? 'in-progress' : 'new'
  for (const entry of entries)
    if (entry.type === 'edit')
      for (const change of entry.edit.changes) if (change.kind === 'review') review = change.after
  return {
    review,
    coverage: { 'lv-endo': 'none', 'lv-epi': 'none', 'rv-endo': 'none', 'rv-epi': 'none' },
    efPercent: null,
  }
}
