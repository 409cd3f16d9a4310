import type { Index } from '../openIndex'

/** Brings removed rows back. */
export function restoreStudies(index: Index, ids: readonly string[]): void {
  const statement = index.prepare('update studies set removed_at = null where id = ?')
  index.transaction(() => {
    for (const id of ids) statement.run(id)
  })()
}
