import type { Index } from '../openIndex'

/** Forgets rows that were removed before `before` (ISO, UTC). Contours and images are not touched. */
export function purgeRemoved(index: Index, before: string): number {
  return index.prepare('delete from studies where removed_at is not null and removed_at < ?').run(before)
    .changes
}
