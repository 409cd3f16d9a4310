import type { Index } from '../openIndex'

/** Takes rows out of the list; they can be restored until they are purged. */
export function removeStudies(index: Index, ids: readonly string[], now: string): void {
  const statement = index.prepare('update studies set removed_at = ? where id = ? and removed_at is null')
  index.transaction(() => {
    for (const id of ids) statement.run(now, id)
  })()
}
