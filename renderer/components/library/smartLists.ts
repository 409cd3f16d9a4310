import type { StudyRow } from '#shared/domain/study'
import { boundaryIds } from '#shared/domain/structures'

export const smartListIds = [
  'all',
  'recent',
  'needsReview',
  'inProgress',
  'complete',
  'flagged',
  'noLabels',
  'problems',
] as const
export type SmartListId = (typeof smartListIds)[number]

/** What the table shows: a smart list, or one folder. */
export type Shelf =
  { readonly kind: 'list'; readonly id: SmartListId } | { readonly kind: 'folder'; readonly folder: string }

const recentDays = 7

/** Whether a study belongs on a shelf at the time `now` (ms since 1970); `problems` holds studies with warnings. */
export function isOn(shelf: Shelf, row: StudyRow, now: number): boolean {
  if (shelf.kind === 'folder') return row.folder === shelf.folder
  switch (shelf.id) {
    case 'all':
      return true
    case 'recent':
      return now - Date.parse(row.addedAt) < recentDays * 24 * 3600 * 1000
    case 'needsReview':
      return row.review === 'draft'
    case 'inProgress':
      return row.review === 'in-progress'
    case 'complete':
      return row.review === 'complete'
    case 'flagged':
      return row.review === 'flagged'
    case 'noLabels':
      return boundaryIds.every((id) => row.coverage[id] === 'none')
    case 'problems':
      return row.problems.length > 0
  }
}

export interface FolderShelf {
  readonly folder: string
  readonly name: string
  readonly count: number
  /** False: none of its studies can be reached (R-LIB-6). */
  readonly online: boolean
}

/** The folders that studies come from, by name. */
export function foldersOf(rows: readonly StudyRow[]): FolderShelf[] {
  const found = new Map<string, FolderShelf>()
  for (const { folder, online } of rows) {
    const before = found.get(folder)
    found.set(folder, {
      folder,
      name: lastPart(folder),
      count: (before?.count ?? 0) + 1,
      online: (before?.online ?? false) || online,
    })
  }
  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
}

/** The last part of a path of either kind. */
export const lastPart = (path: string): string => path.split(/[\\/]/).findLast((part) => part !== '') ?? path
