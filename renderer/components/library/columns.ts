import { createColumnHelper, type SortingFn } from '@tanstack/vue-table'
import { boundaryIds } from '#shared/domain/structures'
import type { ReviewState } from '#shared/domain/segmentation'
import type { StudyRow } from '#shared/domain/study'
import { ageSexText, dateText, scannerText } from './studyText'

const column = createColumnHelper<StudyRow>()
const reviewOrder: readonly ReviewState[] = ['draft', 'flagged', 'in-progress', 'new', 'complete']
const coverageOrder = { none: 0, half: 1, full: 2 }

const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
const byName: SortingFn<StudyRow> = (a, b) => names.compare(a.original.name, b.original.name)
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
  column.accessor((row) => row.tags.join(' ') || undefined, { id: 'tags', sortUndefined: 'last' }),
  column.accessor((row) => row.modality || undefined, { id: 'modality', sortUndefined: 'last' }),
  column.accessor('addedAt', { id: 'added' }),
]

export const columnIds = [
  'patient',
  'ageSex',
  'date',
  'description',
  'modality',
  'frames',
  'scanner',
  'labels',
  'status',
  'ef',
  'group',
  'tags',
  'added',
] as const
export type ColumnId = (typeof columnIds)[number]

const rare: ReadonlySet<ColumnId> = new Set(['modality', 'tags', 'added'])
/** Columns that a narrow window folds (mock-ups: below 1500 px). */
const wide: ReadonlySet<ColumnId> = new Set(['ageSex', 'description', 'group'])

/** The columns of a table that nobody changed. */
export const usualColumns = (narrow: boolean): ColumnId[] =>
  columnIds.filter((id) => !rare.has(id) && !(narrow && wide.has(id)))

/** How wide each is: at least, and its share of what is left. */
export const columnTracks: Readonly<Record<ColumnId, string>> = {
  patient: 'minmax(130px, 1.6fr)',
  ageSex: 'minmax(64px, 0.6fr)',
  date: 'minmax(96px, 0.9fr)',
  description: 'minmax(110px, 1.4fr)',
  modality: 'minmax(76px, 0.5fr)',
  frames: 'minmax(112px, 0.8fr)',
  scanner: 'minmax(110px, 1.5fr)',
  labels: '72px',
  status: 'minmax(116px, 1fr)',
  ef: '64px',
  group: 'minmax(72px, 0.8fr)',
  tags: 'minmax(90px, 1fr)',
  added: 'minmax(96px, 0.8fr)',
}
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
    case 'tags':
      return row.tags.length ? row.tags.map((tag) => `#${tag}`).join(' ') : null
    case 'modality':
      return row.modality || null
    case 'added':
      return dateText(row.addedAt)
    case 'labels':
    case 'status':
      return ''
  }
}
