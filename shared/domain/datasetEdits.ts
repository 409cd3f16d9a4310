import type { DatasetContent, DatasetDraft, DatasetEdit, DatasetSide } from './dataset'

/** The slots of a content that hold one entry a case. */
const slots = ['cases', 'excluded', 'fixes', 'apart'] as const

/** The edits that a draft can take back; older ones stay as they are. */
const mostKept = 300

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** What changed from one content to another; null where nothing did. */
export function editBetween(
  label: string,
  before: DatasetContent,
  after: DatasetContent,
): DatasetEdit | null {
  const sides = { before: {} as DatasetSide, after: {} as DatasetSide }
  for (const slot of slots) {
    const [was, is] = [before[slot], after[slot]] as [Record<string, unknown>, Record<string, unknown>]
    const ids = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((id) => !same(was[id], is[id]))
    if (ids.length === 0) continue
    const side = (from: Record<string, unknown>) =>
      Object.fromEntries(ids.map((id) => [id, from[id] ?? null]))
    Object.assign(sides.before, { [slot]: side(was) })
    Object.assign(sides.after, { [slot]: side(is) })
  }
  for (const slot of ['split', 'preparation'] as const) {
    if (same(before[slot], after[slot])) continue
    Object.assign(sides.before, { [slot]: before[slot] })
    Object.assign(sides.after, { [slot]: after[slot] })
  }
  return Object.keys(sides.after).length === 0 ? null : { label, ...sides }
}

/** The content with one side of an edit put in place. */
export function withSide(content: DatasetContent, side: DatasetSide): DatasetContent {
  const next: Record<string, unknown> = { ...content }
  for (const slot of slots) {
    if (!side[slot]) continue
    const entries: Record<string, unknown> = { ...content[slot], ...side[slot] }
    next[slot] = Object.fromEntries(Object.entries(entries).filter(([, entry]) => entry !== null))
  }
  if (side.split) next['split'] = side.split
  if (side.preparation) next['preparation'] = side.preparation
  return next as DatasetContent
}

/** The draft after an edit; what had been taken back is gone. */
export const edited = (draft: DatasetDraft, edit: DatasetEdit): DatasetDraft => ({
  ...draft,
  content: withSide(draft.content, edit.after),
  done: [...draft.done, edit].slice(-mostKept),
  undone: [],
})

/** The draft without its newest edit; as it is where there is none. */
export function undone(draft: DatasetDraft): DatasetDraft {
  const edit = draft.done.at(-1)
  if (!edit) return draft
  return {
    ...draft,
    content: withSide(draft.content, edit.before),
    done: draft.done.slice(0, -1),
    undone: [...draft.undone, edit],
  }
}

/** The draft with the edit that was taken back last; as it is where there is none. */
export function redone(draft: DatasetDraft): DatasetDraft {
  const edit = draft.undone.at(-1)
  if (!edit) return draft
  return {
    ...draft,
    content: withSide(draft.content, edit.after),
    done: [...draft.done, edit],
    undone: draft.undone.slice(0, -1),
  }
}
