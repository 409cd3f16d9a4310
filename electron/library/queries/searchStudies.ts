import type { Index } from '../openIndex'
import { searchable } from '../searchText'

/** Shorter words have no trigram: they are looked for in the text itself. */
const shortest = 3

/** Ids of the studies in whose text every word of the query stands, as a part of any word. */
export function searchStudies(index: Index, query: string): string[] {
  const words = searchable(query).split(/\s+/).filter(Boolean)
  const long = words.filter((word) => [...word].length >= shortest)
  const short = words.filter((word) => [...word].length < shortest)
  const where = [
    'studies.removed_at is null',
    ...(long.length ? ['study_text match ?'] : []),
    ...short.map(() => "study_text.text like ? escape '!'"),
  ]
  const sql = `select studies.id as id from study_text join studies on studies.rowid = study_text.rowid where ${where.join(' and ')}`
  const phrase = long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ')
  const parts = short.map((word) => `%${word.replace(/[!%_]/g, '!$&')}%`)
  const found = index.prepare(sql).all(...(long.length ? [phrase] : []), ...parts)
  return found.map((raw) => (raw as { id: string }).id)
}
