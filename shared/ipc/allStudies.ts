import type { StudyRow } from '../domain/study'
import type { Septum } from './areas'

/** Every row of the Library, in the order of their names (10 after 9), asked for page by page: no answer holds anyone up. */
export async function allStudies({ library }: Pick<Septum, 'library'>): Promise<StudyRow[]> {
  const rows: StudyRow[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof library.list>> = await library.list({ after })
    rows.push(...page.rows)
    after = page.next
  } while (after !== null)
  const order = new Intl.Collator('en', { numeric: true })
  return rows.sort((a, b) => order.compare(a.name, b.name) || order.compare(a.id, b.id))
}
