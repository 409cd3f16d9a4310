import type { CaseSource } from '#shared/domain/study'
import type { Index } from '../openIndex'
import { sourceOf, StudyRecord } from '../studyRecord'

/** The sources of all rows that were not removed. */
export const listSources = (index: Index): CaseSource[] =>
  index
    .prepare('select * from studies where removed_at is null order by id')
    .all()
    .map((raw) => sourceOf(StudyRecord.parse(raw)))
