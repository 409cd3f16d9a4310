import type { Index } from '../openIndex'

/** Takes rows out of the list (`at` is the time), or brings them back (null); they can be brought back until they are purged. */
export function setRemoved(index: Index, ids: readonly string[], at: string | null): void {
  const statement = index.prepare('update studies set removed_at = ? where id = ?')
  index.transaction(() => {
    for (const id of ids) statement.run(at, id)
  })()
}
