import type { Index } from '../openIndex'

/** Marks studies as there (seen now) or gone; the last time that they were seen stays (R-LIB-6). */
export function setOnline(index: Index, ids: readonly string[], online: boolean, now: string): void {
  const seen = index.prepare('update studies set online = 1, last_seen = ? where id = ?')
  const gone = index.prepare('update studies set online = 0 where id = ?')
  index.transaction(() => {
    for (const id of ids) void (online ? seen.run(now, id) : gone.run(id))
  })()
}
