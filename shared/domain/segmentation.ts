import { z } from './schema'
import { Contour, ContourKey } from './contour'

export const Mark = z.enum(['ed', 'es'])
export type Mark = z.infer<typeof Mark>

/** Where a reader stands with a study (F-LI-2). */
export const ReviewState = z.enum(['new', 'draft', 'in-progress', 'complete', 'flagged'])
export type ReviewState = z.infer<typeof ReviewState>

/** All that a reader has said of one study. Phases and slices count from 0. */
export interface Segmentation {
  readonly contours: ReadonlyMap<ContourKey, Contour>
  /** Phase of end-diastole and of end-systole; null = not chosen. */
  readonly marks: Readonly<Record<Mark, number | null>>
  /** `slice/phase` places that do not count in volumes (F-ED-14). */
  readonly excluded: ReadonlySet<string>
  /** Slices that the reader flagged, with `slice/phase` keys. */
  readonly flagged: ReadonlySet<string>
  readonly review: ReviewState
}

/** The key of a place in `excluded` and `flagged`; slices and phases from 0. */
export const placeKey = (slice: number, phase: number): string => `${slice}/${phase}`

/** One thing that an edit changed, with both sides, so that undo is reading it backwards (style.md 1.9). */
export const Change = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('contour'),
    key: ContourKey,
    before: Contour.nullable(),
    after: Contour.nullable(),
  }),
  z.object({
    kind: z.literal('mark'),
    mark: Mark,
    before: z.number().int().nonnegative().nullable(),
    after: z.number().int().nonnegative().nullable(),
  }),
  z.object({ kind: z.literal('excluded'), place: z.string(), before: z.boolean(), after: z.boolean() }),
  z.object({ kind: z.literal('flagged'), place: z.string(), before: z.boolean(), after: z.boolean() }),
  z.object({ kind: z.literal('review'), before: ReviewState, after: ReviewState }),
])
export type Change = z.infer<typeof Change>

/** One gesture, one edit (R-UN-1). */
export const Edit = z.object({
  id: z.string().min(1),
  /** Its name in the Edit menu and in History, such as "Push, LV endo". */
  label: z.string(),
  /** UTC, ISO 8601. */
  at: z.string(),
  actor: z.string(),
  /** Where to go before it is undone (R-UN-3). */
  place: z.object({ slice: z.number().int(), phase: z.number().int() }).nullable(),
  changes: z.array(Change).min(1),
})
export type Edit = z.infer<typeof Edit>

/** One line of a journal. Undo and redo name the edit that they take back or repeat. */
export const JournalEntry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('edit'), edit: Edit }),
  z.object({ type: z.literal('undo'), edit: z.string(), at: z.string() }),
  z.object({ type: z.literal('redo'), edit: z.string(), at: z.string() }),
])
export type JournalEntry = z.infer<typeof JournalEntry>

/** The stacks of one study's label set: `done` oldest first, `undone` with the next redo last. */
export interface History {
  readonly done: readonly Edit[]
  readonly undone: readonly Edit[]
}
