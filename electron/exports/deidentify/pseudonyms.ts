import { createHmac } from 'node:crypto'

/** Stand-ins of one project: the same secret gives the same ones, so that references still resolve (features P-10, P-11). */
export interface Pseudonyms {
  /** A UID of the 2.25 kind (PS3.5 B.2), at most 64 characters. UIDs of the DICOM standard itself stay. */
  uid(uid: string): string
  /** SUBJ-xxxxxxxx for a patient. */
  patient(patientId: string): string
  /** Days by which a patient's dates are moved, -365 to -1. */
  dayShift(patientId: string): number
}

const standard = /^1\.2\.840\.10008\./

export function pseudonyms(secret: Uint8Array): Pseudonyms {
  const digest = (kind: string, text: string): string =>
    createHmac('sha256', secret).update(kind).update('\0').update(text).digest('hex')
  return {
    uid: (uid) =>
      standard.test(uid) ? uid : `2.25.${BigInt(`0x1${digest('uid', uid).slice(0, 31)}`).toString()}`,
    patient: (patientId) => `SUBJ-${digest('patient', patientId).slice(0, 8).toUpperCase()}`,
    dayShift: (patientId) => -1 - (parseInt(digest('days', patientId).slice(0, 8), 16) % 365),
  }
}

/** YYYYMMDD moved by whole days; null where it is no date. */
export function shiftedDate(date: string, days: number): string | null {
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})/.exec(date)
  if (!match) return null
  const [year, month, day] = match.slice(1).map(Number)
  const moved = new Date(Date.UTC(year!, month! - 1, day! + days))
  return Number.isNaN(moved.getTime()) ? null : moved.toISOString().slice(0, 10).replaceAll('-', '')
}
