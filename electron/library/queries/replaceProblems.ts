import type { Refusal } from '#shared/domain/study'
import type { Index } from '../openIndex'

/** The problems of a folder's newest scan take the place of those of its older scans. */
export function replaceProblems(index: Index, folder: string, refused: readonly Refusal[]): void {
  const insert = index.prepare(
    'insert or replace into problems (file, code, cause, remedy, folder) values (?, ?, ?, ?, ?)',
  )
  index.transaction(() => {
    index.prepare('delete from problems where folder = ?').run(folder)
    for (const { file, code, cause, remedy } of refused) insert.run(file, code, cause, remedy, folder)
  })()
}
