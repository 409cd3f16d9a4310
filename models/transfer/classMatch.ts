/** What the channels of a score layer mean, background first where there is one. */
export type Classes = readonly string[]

/** For each row of a new head the row of the old one that means the same; null: there is none, it begins afresh. */
export type RowMatch = readonly (number | null)[]

/**
 * Which rows of a file's head are worth keeping (networks.md E4): those of the same structure where the file says what
 * its rows mean; else, where the list of classes only grew, the first ones; else none.
 */
export function matchedRows(ours: Classes, theirs: Classes | number): RowMatch {
  if (typeof theirs !== 'number')
    return ours.map((name) => (theirs.includes(name) ? theirs.indexOf(name) : null))
  return ours.map((_, row) => (theirs < ours.length && row < theirs ? row : null))
}

/** The meaning of an axis of so many channels: the structures, background before them, or nothing of the kind. */
export function classesOf(length: number, structures: readonly string[]): Classes | null {
  if (length === structures.length) return structures
  return length === structures.length + 1 ? ['background', ...structures] : null
}
