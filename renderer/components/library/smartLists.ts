import { lastPart } from '../lastPart'
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
  if (shelf.kind === 'folder') return isInside(row.folder, shelf.folder)
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

/**
 * The folders that studies come from, by name. Where three or more lie side by side, as the folders of patients do,
 * the one around them stands for all.
 */
export function foldersOf(rows: readonly StudyRow[]): FolderShelf[] {
  const distinct = new Set(rows.map(({ folder }) => folder))
  const siblings = new Map<string, number>()
  for (const folder of distinct) siblings.set(parentOf(folder), (siblings.get(parentOf(folder)) ?? 0) + 1)
  const shelved = [...distinct].map((folder) =>
    siblings.get(parentOf(folder))! >= 3 ? parentOf(folder) : folder,
  )
  const shelves = [...new Set(shelved)].filter(
    (folder, _, all) => !all.some((other) => other !== folder && isInside(folder, other)),
  )
  return shelves
    .map((folder) => {
      const inside = rows.filter((row) => isInside(row.folder, folder))
      return {
        folder,
        name: lastPart(folder),
        count: inside.length,
        online: inside.some(({ online }) => online),
      }
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
}

const parentOf = (path: string): string => path.replace(/[\\/][^\\/]*[\\/]?$/, '') || path

function isInside(path: string, folder: string): boolean {
  return path === folder || (path.startsWith(folder) && /^[\\/]/.test(path.slice(folder.length)))
}
