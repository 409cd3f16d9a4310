import type { DataSet } from 'dicom-parser'
import { decodedText } from './characterSets'

/**
 * An element's text without padding; '' where it is absent. `characters` is the file's character set, for elements of an
 * item that does not name one.
 */
export function dicomText(dataSet: DataSet, tag: string, characters = ''): string {
  const element = dataSet.elements[tag]
  if (!element || element.length <= 0 || element.length > 10_240) return ''
  const bytes = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
  return decodedText(bytes, dataSet.string('x00080005') ?? characters)
    .split('\0')[0]!
    .trim()
}

/** A person's name for people: family and given name of the alphabetic group, or of the first that is not empty. */
export function personName(value: string): string {
  const group = value.split('=').find((part) => part.trim() !== '') ?? ''
  const [family = '', given = '', middle = ''] = group.split('^').map((part) => part.trim())
  const rest = [given, middle].filter(Boolean).join(' ')
  return [family, rest].filter(Boolean).join(', ')
}

/** Years of an AS value such as 045Y; less than a year is 0. */
export function ageYears(value: string): number | null {
  const match = /^(\d{1,3})([DWMY])$/.exec(value.trim())
  if (!match) return null
  const perYear = { D: 365.25, W: 52.18, M: 12, Y: 1 }[match[2] as 'D' | 'W' | 'M' | 'Y']
  return Math.floor(Number(match[1]) / perYear)
}

/** ISO date of a DA value, or null where it is none: de-identified files hold dates such as 20120000. */
export function isoDate(value: string): string | null {
  const match = /^(\d{4})[.-]?(\d{2})[.-]?(\d{2})$/.exec(value.trim())
  if (!match) return null
  const iso = `${match[1]}-${match[2]}-${match[3]}`
  const parsed = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso) ? iso : null
}

/** Milliseconds after midnight of a TM value such as 131251.694326, or null where it is none. */
export function timeMs(value: string): number | null {
  const match = /^(\d{2}):?(\d{2})?:?(\d{2}(?:\.\d+)?)?$/.exec(value.trim())
  if (!match) return null
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0))
  return 1000 * (3600 * hours + 60 * minutes + seconds)
}
