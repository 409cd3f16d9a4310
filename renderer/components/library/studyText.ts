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

/** An ISO time as `12 Mar 2009, 14:05`, in the time of this machine. */
export const momentText = (iso: string): string =>
  new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** `Siemens Avanto 1.5 T`; null where neither is known. */
export function scannerText({ scanner, fieldT }: StudyRow): string | null {
  const parts = [scanner, fieldT === null ? null : `${Number(fieldT.toFixed(2))} T`].filter(
    (part) => part !== null,
  )
  return parts.length > 0 ? parts.join(' ') : null
}
