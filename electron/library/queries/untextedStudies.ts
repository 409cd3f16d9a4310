import type { Index } from '../openIndex'

/** Studies that a search cannot find yet: those of an older index. */
export const untextedStudies = (index: Index): string[] =>
  index
    .prepare('select id from studies where rowid not in (select rowid from study_text)')
    .all()
    .map((raw) => (raw as { id: string }).id)
