import type { StudyRow } from '#shared/domain/study'
import type { Index } from '../openIndex'
import { searchText } from '../searchText'

/** Renews what a search finds of these rows. */
export function setText(index: Index, rows: readonly StudyRow[]): void {
  const statement = index.prepare(
    'insert or replace into study_text (rowid, text) select rowid, ? from studies where id = ?',
  )
  index.transaction(() => {
    for (const row of rows) statement.run(searchText(row), row.id)
  })()
}
