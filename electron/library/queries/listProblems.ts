import { Refusal } from '#shared/domain/study'
import type { Index } from '../openIndex'

/** Files and folders that scans could not use, in the order of their paths. */
export const listProblems = (index: Index): Refusal[] =>
  index
    .prepare('select file, code, cause, remedy from problems order by file')
    .all()
    .map((raw) => Refusal.parse(raw))
