import type { StudyRow } from '#shared/domain/study'

/** Text as it is searched: small letters without accents, so that "muller" finds Müller. */
export const searchable = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** `2009-03-12` also as `12 mar 2009`. */
function dateWords(iso: string | null): string {
  const [year, month, day] = (iso ?? '').slice(0, 10).split('-')
  return day ? `${iso} ${day} ${months[Number(month) - 1] ?? ''} ${year}` : (iso ?? '')
}

/** All that a search looks through: names, date, description, scanner, group, place, tags, note. */
export const searchText = (row: StudyRow): string =>
  searchable(
    [
      row.name,
      row.patientId,
      row.patientName,
      dateWords(row.studyDate),
      row.description,
      row.modality,
      row.scanner ?? '',
      row.fieldT === null ? '' : `${row.fieldT} T`,
      row.group ?? '',
      row.layout,
      row.folder,
      ...row.tags.map((tag) => `#${tag}`),
      row.note,
    ].join('\n'),
  )
