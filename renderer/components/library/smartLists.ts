import { lastPart } from '../lastPart'
import type { StudyRow } from '#shared/domain/study'
import type { LinkedFolder } from '#shared/ipc/library'
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

/** What the table shows: a smart list, a folder, the studies with a tag, or a saved filter. */
export type Shelf =
  | { readonly kind: 'list'; readonly id: SmartListId }
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'worklist'; readonly id: string }

const recentDays = 7

/**
 * Whether a study belongs on a shelf at the time `now` (ms since 1970); `problems` holds studies with warnings. A
 * worklist is a filter: its shelf holds every study.
 */
export function isOn(shelf: Shelf, row: StudyRow, now: number): boolean {
  if (shelf.kind === 'folder') return isInside(row.folder, shelf.folder)
  if (shelf.kind === 'tag') return row.tags.includes(shelf.tag)
  if (shelf.kind === 'worklist') return true
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

export interface FolderShelf extends LinkedFolder {
  readonly folder: string
  readonly name: string
  readonly count: number
}

/** The linked folders by name, with how many of these studies lie in each. */
export function folderShelves(folders: readonly LinkedFolder[], rows: readonly StudyRow[]): FolderShelf[] {
  return folders
    .map((linked) => ({
      ...linked,
      folder: linked.path,
      name: lastPart(linked.path),
      count: rows.filter((row) => isInside(row.folder, linked.path)).length,
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
}

/** Tags in use, with how many studies carry each. */
export function tagShelves(rows: readonly StudyRow[]): { tag: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const row of rows) for (const tag of row.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .toSorted((a, b) => a.tag.localeCompare(b.tag, 'en', { numeric: true }))
}

function isInside(path: string, folder: string): boolean {
  return path === folder || (path.startsWith(folder) && /^[\\/]/.test(path.slice(folder.length)))
}
