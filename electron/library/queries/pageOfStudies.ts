import type { Index } from '../openIndex'

/** The next ids of rows that were not removed, in the order of their ids, after one of them (null: from the first). */
export const pageOfStudies = (index: Index, after: string | null, count: number): string[] =>
  index
    .prepare('select id from studies where removed_at is null and id > ? order by id limit ?')
    .all(after ?? '', count)
    .map((raw) => (raw as { id: string }).id)
