import { facets, facetsOf, type Facet, type StudyFilter } from '#shared/domain/studyFilter'
import type { StudyRow } from '#shared/domain/study'

export interface FacetValue {
  readonly value: string | number | boolean
  readonly count: number
}

/** Values that occur in these rows, by part of the filter, with their counts, in order of their names. */
export function facetValues(rows: readonly StudyRow[]): Record<Facet, FacetValue[]> {
  const counts = Object.fromEntries(facets.map((facet) => [facet, new Map()])) as Record<
    Facet,
    Map<FacetValue['value'], number>
  >
  for (const row of rows) {
    const own = facetsOf(row)
    for (const facet of facets)
      for (const value of own[facet]) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1)
  }
  const order = new Intl.Collator('en', { numeric: true }).compare
  const listed = facets.map((facet) => [
    facet,
    [...counts[facet]]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => order(String(a.value), String(b.value))),
  ])
  return Object.fromEntries(listed) as Record<Facet, FacetValue[]>
}

/** The filter with a value of one part taken in or out. */
export function toggledIn(filter: StudyFilter, facet: Facet, value: FacetValue['value']): StudyFilter {
  const before: readonly unknown[] = filter[facet]
  const next = before.includes(value) ? before.filter((one) => one !== value) : [...before, value]
  return { ...filter, [facet]: next }
}

type Translate = (key: string) => string

/** How a value is called on the screen. */
export function facetName(facet: Facet, value: FacetValue['value'], t: Translate): string {
  if (facet === 'review') return t(`library.status.${value}`)
  if (facet === 'labels') return t(`library.labelling.${value}`)
  if (facet === 'layout') return t(`library.layouts.${value}`)
  if (facet === 'online') return t(value ? 'library.onlineNow' : 'library.status.offline')
  if (facet === 'fieldT') return `${value} T`
  if (facet === 'tags') return `#${value}`
  return String(value)
}

/** Every value that is asked for, for the chips beside the search. */
export const valuesInUse = (filter: StudyFilter): { facet: Facet; value: FacetValue['value'] }[] =>
  facets.flatMap((facet) => filter[facet].map((value) => ({ facet, value })))
