import { createHmac } from 'node:crypto'
import type { DeidentifyOptions } from '#shared/domain/deidentify'
import type { ProjectKey } from './keyFile'

/** Stand-ins of one project: the same secret gives the same ones, so that references still resolve (features P-10, P-11). */
export interface Pseudonyms {
  /** A UID of the 2.25 kind (PS3.5 B.2), at most 64 characters. UIDs of the DICOM standard itself stay. */
  uid(uid: string): string
  /** A patient's new name and number: the one that the project gave before, else a fresh one that no other has. */
  patient(patientId: string): string
  /** Days by which a patient's dates are moved, -365 to -1. */
  dayShift(patientId: string): number
  /** Patients that were met, now and before: number in the source → stand-in. */
  patients(): Record<string, string>
}

const standard = /^1\.2\.840\.10008\./

export function pseudonyms(
  { secret, patients: known }: ProjectKey,
  { naming, prefix }: Pick<DeidentifyOptions, 'naming' | 'prefix'>,
): Pseudonyms {
  const bytes = Buffer.from(secret, 'hex')
  const patients = new Map(Object.entries(known))
  const given = new Set(patients.values())
  const digest = (kind: string, text: string): string =>
    createHmac('sha256', bytes).update(kind).update('\0').update(text).digest('hex')
  /** Ever longer codes, or ever higher numbers, until one is free: two patients never become one. */
  const fresh = (patientId: string): string => {
    const code = digest('patient', patientId).toUpperCase()
    for (let step = 0; ; step++) {
      const number = String(patients.size + 1 + step).padStart(4, '0')
      const name = `${prefix}-${naming === 'numbered' ? number : code.slice(0, 8 + step)}`
      if (!given.has(name)) return name
    }
  }
  return {
    uid: (uid) =>
      standard.test(uid) ? uid : `2.25.${BigInt(`0x1${digest('uid', uid).slice(0, 31)}`).toString()}`,
    patient(patientId) {
      const name = patients.get(patientId) ?? fresh(patientId)
      patients.set(patientId, name)
      given.add(name)
      return name
    },
    dayShift: (patientId) => -1 - (parseInt(digest('days', patientId).slice(0, 8), 16) % 365),
    patients: () => Object.fromEntries(patients),
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
