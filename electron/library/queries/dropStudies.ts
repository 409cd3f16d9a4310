import type { Index } from '../openIndex'

/** Forgets studies with all that the index knows of them. Contours and images are not touched. */
export function dropStudies(index: Index, ids: readonly string[]): void {
  const statements = [
    'delete from study_text where rowid = (select rowid from studies where id = ?)',
    'delete from thumbnails where study = ?',
    'delete from places where study = ?',
    'delete from studies where id = ?',
  ].map((sql) => index.prepare(sql))
  for (const id of ids) for (const statement of statements) statement.run(id)
}
