import type { Index } from '../openIndex'
import { dropStudies } from './dropStudies'

/** Forgets rows that were removed before `before` (ISO, UTC). Contours and images are not touched. */
export function purgeRemoved(index: Index, before: string): void {
  const old = index
    .prepare('select id from studies where removed_at is not null and removed_at < ?')
    .all(before) as { id: string }[]
  index.transaction(() =>
    dropStudies(
      index,
      old.map(({ id }) => id),
    ),
  )()
}
