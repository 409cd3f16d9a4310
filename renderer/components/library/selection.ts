import type { StudyId } from '#shared/domain/study'

/** What is chosen in the table: the row under the cursor, where a range began, and all chosen rows. */
export interface Selection {
  readonly cursor: StudyId | null
  readonly anchor: StudyId | null
  readonly ids: ReadonlySet<StudyId>
}

export const nothing: Selection = { cursor: null, anchor: null, ids: new Set() }

export const only = (id: StudyId): Selection => ({ cursor: id, anchor: id, ids: new Set([id]) })

/** Adds a row or takes it out; the cursor goes there. */
export function toggled({ ids }: Selection, id: StudyId): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { cursor: id, anchor: id, ids: next }
}

/** From the anchor to `id` in the order of the table. */
export function extendedTo({ anchor }: Selection, id: StudyId, order: readonly StudyId[]): Selection {
  const from = anchor === null ? -1 : order.indexOf(anchor)
  const to = order.indexOf(id)
  if (from < 0 || to < 0) return only(id)
  return { cursor: id, anchor, ids: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)) }
}

/** The cursor `by` rows on, stopping at the ends; `extend` keeps the anchor. */
export function moved(
  selection: Selection,
  by: number,
  order: readonly StudyId[],
  extend: boolean,
): Selection {
  if (order.length === 0) return nothing
  const at = selection.cursor === null ? -1 : order.indexOf(selection.cursor)
  const start = at < 0 ? (by > 0 ? -1 : order.length) : at
  const id = order[Math.min(order.length - 1, Math.max(0, start + by))]!
  return extend ? extendedTo(selection, id, order) : only(id)
}

export const all = (order: readonly StudyId[], { cursor }: Selection): Selection => ({
  cursor: cursor ?? order[0] ?? null,
  anchor: order[0] ?? null,
  ids: new Set(order),
})

/** What is left of a selection when only `order` is in sight. */
export function within({ cursor, anchor, ids }: Selection, order: readonly StudyId[]): Selection {
  const seen = new Set(order)
  const kept = new Set([...ids].filter((id) => seen.has(id)))
  const here = (id: StudyId | null) => (id !== null && seen.has(id) ? id : null)
  return { cursor: here(cursor), anchor: here(anchor), ids: kept }
}
