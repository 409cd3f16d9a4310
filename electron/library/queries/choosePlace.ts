import { CaseSource } from '#shared/domain/study'
import type { Index } from '../openIndex'
import { patientKey } from '../patientKey'
import { shownText } from '../studyRecord'

const best = `
  select places.source as source, places.online as online, places.last_seen as seen from places
  join studies on studies.id = places.study
  where places.study = ? order by places.online desc, places.folder = studies.folder desc, places.folder limit 1
`
const chosen = `
  update studies set folder = ?, shown = ?, patient_id = ?, study_uid = ?, patient_key = ?, birth_date = ?,
    online = ?, last_seen = ? where id = ?
`

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** Makes the row of each study show the best of its places: one that is there, the one it showed before. */
export function choosePlace(index: Index, ids: readonly string[]): void {
  const find = index.prepare(best)
  const set = index.prepare(chosen)
  for (const id of ids) {
    const place = find.get(id) as { source: string; online: number; seen: string } | undefined
    if (!place) continue
    const source = CaseSource.parse(JSON.parse(place.source))
    const { patientId, patientName, detail } = source
    set.run(
      source.folder,
      shownText(source),
      patientId,
      text(detail.studyUid),
      patientKey(patientName, patientId),
      text(detail.birthDate),
      place.online,
      place.seen,
      id,
    )
  }
}
