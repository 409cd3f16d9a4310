import { z } from './schema'
import { ReviewState } from './segmentation'
import { boundaryIds } from './structures'
import { LayoutId, Tag, type StudyRow } from './study'

/** How much of a study is drawn: nothing, something, or every boundary that it has at ED and ES. */
export const Labelling = z.enum(['none', 'some', 'full'])
export type Labelling = z.infer<typeof Labelling>

/** What a list of studies is narrowed by. An empty list of values asks for nothing; several are alternatives. */
export const StudyFilter = z.object({
  text: z.string().default(''),
  review: z.array(ReviewState).default([]),
  layout: z.array(LayoutId).default([]),
  modality: z.array(z.string()).default([]),
  scanner: z.array(z.string()).default([]),
  /** Field strength, T. */
  fieldT: z.array(z.number()).default([]),
  group: z.array(z.string()).default([]),
  labels: z.array(Labelling).default([]),
  online: z.array(z.boolean()).default([]),
  tags: z.array(Tag).default([]),
})
export type StudyFilter = z.infer<typeof StudyFilter>

export const noFilter: StudyFilter = StudyFilter.parse({})

/** A filter under a name, kept for the next time (F-LI-3). */
export const Worklist = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  name: z.string().trim().min(1).max(60),
  filter: StudyFilter,
})
export type Worklist = z.infer<typeof Worklist>

export function labellingOf({ coverage }: StudyRow): Labelling {
  const drawn = boundaryIds.filter((id) => coverage[id] !== 'none')
  if (drawn.length === 0) return 'none'
  return drawn.every((id) => coverage[id] === 'full') ? 'full' : 'some'
}

/** The values of a row that a filter compares, by the filter's part. */
export const facetsOf = (row: StudyRow) => ({
  review: [row.review],
  layout: [row.layout],
  modality: row.modality ? [row.modality] : [],
  scanner: row.scanner ? [row.scanner] : [],
  fieldT: row.fieldT === null ? [] : [row.fieldT],
  group: row.group ? [row.group] : [],
  labels: [labellingOf(row)],
  online: [row.online],
  tags: row.tags,
})
export type Facet = keyof ReturnType<typeof facetsOf>
export const facets = [
  'review',
  'labels',
  'tags',
  'group',
  'scanner',
  'fieldT',
  'modality',
  'layout',
  'online',
] as const satisfies readonly Facet[]

/** Whether a row passes all parts of a filter but its text, which the index searches. */
export function passes(row: StudyRow, filter: StudyFilter): boolean {
  const own: Readonly<Record<Facet, readonly unknown[]>> = facetsOf(row)
  return facets.every((facet) => {
    const wanted: readonly unknown[] = filter[facet]
    return wanted.length === 0 || own[facet].some((value) => wanted.includes(value))
  })
}

/** How many parts of a filter ask for something, its text left aside. */
export const partsInUse = (filter: StudyFilter): number =>
  facets.filter((facet) => filter[facet].length > 0).length
