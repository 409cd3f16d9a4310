import type { StudyRow } from '#shared/domain/study'

/** `61 / F`; null where neither is known. */
export function ageSexText({ ageYears, sex }: StudyRow): string | null {
  if (ageYears === null && sex === null) return null
  return `${ageYears === null ? '–' : Math.round(ageYears)} / ${sex ?? '–'}`
}

/** An ISO date as `12 Mar 2009`; null where it is unknown or no date. */
export function dateText(iso: string | null): string | null {
  const date = iso === null ? null : new Date(iso)
  if (!date || Number.isNaN(date.getTime())) return null
  return date.toLocaleDateString('en-GB', {
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
}

/** `Siemens Avanto 1.5 T`; null where neither is known. */
export function scannerText({ scanner, fieldT }: StudyRow): string | null {
  const parts = [scanner, fieldT === null ? null : `${Number(fieldT.toFixed(2))} T`].filter(
    (part) => part !== null,
  )
  return parts.length > 0 ? parts.join(' ') : null
}

/** What a search looks through: names, date, description, scanner, group, place. */
const haystack = (row: StudyRow): string =>
  [
    row.name,
    row.patientId,
    row.patientName,
    row.studyDate,
    dateText(row.studyDate),
    row.description,
    row.modality,
    scannerText(row),
    row.group,
    row.folder,
  ]
    .filter((part) => part !== null)
    .join(' ')
    .toLowerCase()

/** Whether every word of the query stands somewhere in the study's row; an empty query finds all. */
export function isFound(row: StudyRow, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return true
  const text = haystack(row)
  return words.every((word) => text.includes(word))
}
