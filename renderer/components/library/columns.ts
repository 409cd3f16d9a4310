import { createColumnHelper, type SortingFn } from '@tanstack/vue-table'
import { boundaryIds } from '#shared/domain/structures'
import type { ReviewState } from '#shared/domain/segmentation'
import type { StudyRow } from '#shared/domain/study'
import { ageSexText, dateText, scannerText } from './studyText'

const column = createColumnHelper<StudyRow>()
const reviewOrder: readonly ReviewState[] = ['draft', 'flagged', 'in-progress', 'new', 'complete']
const coverageOrder = { none: 0, half: 1, full: 2 }

const byName: SortingFn<StudyRow> = (a, b) =>
  a.original.name.localeCompare(b.original.name, 'en', { numeric: true, sensitivity: 'base' })
const labelled = (row: StudyRow) => boundaryIds.reduce((sum, id) => sum + coverageOrder[row.coverage[id]], 0)

/** The columns of the Library, left to right. Missing values sort last in either direction. */
export const columns = [
  column.accessor('name', { id: 'patient', sortingFn: byName }),
  column.accessor((row) => ageSexText(row) ?? undefined, { id: 'ageSex', sortUndefined: 'last' }),
  column.accessor((row) => row.studyDate ?? undefined, { id: 'date', sortUndefined: 'last' }),
  column.accessor((row) => row.description || undefined, { id: 'description', sortUndefined: 'last' }),
  column.accessor((row) => row.slices * row.phases, { id: 'frames' }),
  column.accessor((row) => scannerText(row) ?? undefined, { id: 'scanner', sortUndefined: 'last' }),
  column.accessor(labelled, { id: 'labels' }),
  column.accessor((row) => reviewOrder.indexOf(row.review), { id: 'status' }),
  column.accessor((row) => row.efPercent ?? undefined, { id: 'ef', sortUndefined: 'last' }),
  column.accessor((row) => row.group ?? undefined, { id: 'group', sortUndefined: 'last' }),
]

export type ColumnId =
  'patient' | 'ageSex' | 'date' | 'description' | 'frames' | 'scanner' | 'labels' | 'status' | 'ef' | 'group'

/** Columns that a narrow window folds (mock-ups: below 1500 px). */
export const wideColumns: ReadonlySet<ColumnId> = new Set(['ageSex', 'description', 'group'])
/** Columns whose figures stand at the right. */
export const rightColumns: ReadonlySet<ColumnId> = new Set(['frames', 'ef'])

/** The plain text of a cell; null: missing, shown as a dash. The others draw themselves. */
export function cellText(id: ColumnId, row: StudyRow): string | null {
  switch (id) {
    case 'patient':
      return row.name
    case 'ageSex':
      return ageSexText(row)
    case 'date':
      return dateText(row.studyDate)
    case 'description':
      return row.description || null
    case 'frames':
      return `${row.slices} × ${row.phases}`
    case 'scanner':
      return scannerText(row)
    case 'ef':
      return row.efPercent === null ? null : `${Math.round(row.efPercent)} %`
    case 'group':
      return row.group
    case 'labels':
    case 'status':
      return ''
  }
}
