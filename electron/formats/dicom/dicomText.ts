import type { DataSet } from 'dicom-parser'

/** Encodings of DICOM's character sets (PS3.3 C.12.1.1.2); what is not here is read as Latin-1. */
const encodings: Readonly<Record<string, string>> = {
  'ISO_IR 100': 'latin1',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 148': 'iso-8859-9',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
  'ISO 2022 IR 87': 'iso-2022-jp',
  'ISO 2022 IR 149': 'euc-kr',
  'ISO 2022 IR 58': 'gb18030',
}

const decoderOf = (dataSet: DataSet): InstanceType<typeof TextDecoder> => {
  const sets = (dataSet.string('x00080005') ?? '').split('\\').map((name) => name.trim())
  const known = sets.findLast((name) => encodings[name])
  return new TextDecoder(known ? encodings[known] : 'latin1')
}

/** An element's text in the file's character set, without padding; '' where it is absent. */
export function dicomText(dataSet: DataSet, tag: string): string {
  const element = dataSet.elements[tag]
  if (!element || element.length <= 0 || element.length > 10_240) return ''
  const bytes = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
  return decoderOf(dataSet).decode(bytes).split('\0')[0]!.trim()
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
