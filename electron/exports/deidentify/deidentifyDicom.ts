import {
  dicomElements,
  dicomFileBytes,
  type DicomElement,
  type DicomElements,
} from '#electron/formats/dicom/dicomElements'
import type { DeidentifyOptions } from '#shared/domain/deidentify'
import { characteristics, device, institution, keptAttributes, safeWords, type Rule } from './keptAttributes'
import { shiftedDate, type Pseudonyms } from './pseudonyms'
import { textReason } from './textReason'

/** What happened to the attributes of one file, for the report. */
export interface DeidentifiedFile {
  readonly bytes: Uint8Array
  /** The patient's stand-in. */
  readonly subject: string
  readonly sopInstanceUid: string
  readonly seriesUid: string
  /** The series as the source calls it. */
  readonly sourceSeriesUid: string
  /** Tags that went, and tags whose value was replaced; no values, so that the report names no one. */
  readonly removed: string[]
  readonly replaced: string[]
  /** The pixels may show text: the file says so, or it is of a kind that often does (P-13). */
  readonly mayShowText: boolean
}

const method = 'Septum: attributes kept by list, everything else removed (PS3.15 Annex E in spirit)'

/**
 * A DICOM file without what identifies a person: attributes that are not listed in `keptAttributes` go, private ones,
 * overlays and icons with them; UIDs and the patient's name and number are replaced; text that is kept holds words of a
 * safe vocabulary alone. Pixels are not looked at.
 * Errors: FILE_MALFORMED where the file cannot be taken apart.
 */
export function deidentifyDicom(
  bytes: Uint8Array,
  file: string,
  options: DeidentifyOptions,
  names: Pseudonyms,
): DeidentifiedFile {
  const source = dicomElements(bytes, file)
  const patientId =
    textOf(source.dict['00100020']) ||
    textOf(source.dict['00100010']) ||
    `study ${textOf(source.dict['0020000D'])}` // nameless patients are not one patient
  const subject = names.patient(patientId)
  const removed: string[] = []
  const replaced: string[] = []
  const days = names.dayShift(patientId)

  const value = (element: DicomElement, rule: Rule): DicomElement | null => {
    const values = element.Value ?? []
    if (rule === 'bytes' || rule === 'text') return element
    if (rule === 'items') return { vr: 'SQ', Value: values.map((item) => kept(item as DicomElements)) }
    const texts = values.map(String)
    if (rule === 'number') return texts.every((each) => isNumber(each, element.vr)) ? element : null
    if (rule === 'uid')
      return options.uids ? element : { vr: 'UI', Value: texts.map((uid) => names.uid(uid.trim())) }
    if (rule === 'words') return options.descriptors ? { vr: element.vr, Value: texts.map(safeWords) } : null
    if (rule === 'date') {
      const by = { removed: null, shifted: days, kept: 0 }[options.dates]
      const dates = by === null ? [] : texts.map((text) => shiftedDate(text, by))
      return dates.length > 0 && dates.every((date) => date !== null) ? { vr: 'DA', Value: dates } : null
    }
    if (rule === 'time')
      return options.dates !== 'removed' && texts.every((text) => /^\d{2,6}(\.\d{1,6})?$/.test(text.trim()))
        ? element
        : null
    return texts.every((text) => rule.test(text.trim())) ? element : null
  }
  const kept = (elements: DicomElements): DicomElements => {
    const out: DicomElements = {}
    for (const [tag, element] of Object.entries(elements)) {
      const rule = ruleOf(tag, options)
      const left = rule && isElement(element) ? value(element, rule) : null
      if (!left) removed.push(tag)
      else {
        out[tag] = left
        if (left !== element && rule !== 'items') replaced.push(tag)
      }
    }
    return out
  }

  const dict = kept(source.dict)
  if (/^09[1-9]Y|^[1-9]\d\dY/.test(textOf(dict['00101010']))) dict['00101010'] = { vr: 'AS', Value: ['090Y'] }
  const sopInstanceUid = textOf(dict['00080018']) || names.uid(file)
  const own = (tag: string, vr: string, ...values: unknown[]): void => {
    dict[tag] = { vr, Value: values }
  }
  own('00080005', 'CS', 'ISO_IR 192')
  own('00080018', 'UI', sopInstanceUid)
  for (const [tag, vr] of [
    ['00080020', 'DA'],
    ['00080030', 'TM'],
    ['00080050', 'SH'],
    ['00080090', 'PN'],
    ['00100030', 'DA'],
    ['00100040', 'CS'],
    ['00200010', 'SH'],
  ] as const)
    dict[tag] ??= { vr, Value: [] }
  own('00100010', 'PN', subject)
  own('00100020', 'LO', subject)
  own('00120062', 'CS', 'YES')
  own('00120063', 'LO', method)
  own('00120064', 'SQ', ...profileCodes(options))
  own('00280303', 'CS', { removed: 'REMOVED', shifted: 'MODIFIED', kept: 'UNMODIFIED' }[options.dates])

  const syntax = textOf(source.meta['00020010']) || '1.2.840.10008.1.2'
  const meta: DicomElements = {
    '00020001': { vr: 'OB', Value: [new Uint8Array([0, 1]).buffer] },
    '00020002': { vr: 'UI', Value: [textOf(dict['00080016'])] },
    '00020003': { vr: 'UI', Value: [sopInstanceUid] },
    '00020010': { vr: 'UI', Value: [syntax] },
    '00020012': { vr: 'UI', Value: ['2.25.1'] },
    '00020013': { vr: 'SH', Value: ['SEPTUM'] },
  }
  const of = (tag: string): string => textOf(source.dict[tag])
  const kind = { burnedIn: of('00280301'), sopClass: of('00080016'), modality: of('00080060') }
  const imageType = (source.dict['00080008']?.Value ?? []).map(String).join(' ')
  return {
    bytes: dicomFileBytes({ meta, dict }),
    subject,
    sopInstanceUid,
    seriesUid: textOf(dict['0020000E']),
    sourceSeriesUid: of('0020000E'),
    removed: [...new Set(removed)].sort(),
    replaced: [...new Set(replaced)].sort(),
    mayShowText: textReason({ ...kind, imageType }) !== null,
  }
}

function ruleOf(tag: string, options: DeidentifyOptions): Rule | undefined {
  const asked = { characteristics, device, institution } as const
  const more = (['characteristics', 'device', 'institution'] as const).filter((name) => options[name])
  return keptAttributes.get(tag) ?? more.map((name) => asked[name].get(tag)).find(Boolean)
}

const isElement = (element: unknown): element is DicomElement =>
  typeof element === 'object' && element !== null && 'vr' in element

const isNumber = (text: string, vr: string): boolean =>
  vr === 'AT' ? /^[0-9A-Fa-f]{1,8}$/.test(text) : text.trim() === '' || Number.isFinite(Number(text))

const textOf = (element: DicomElement | undefined): string => {
  const [first] = element?.Value ?? []
  return first === undefined || first === null ? '' : String(first).split('\0')[0]!.trim()
}

/** De-identification Method Code Sequence (PS3.16 CID 7050). */
const profileCodes = (options: DeidentifyOptions): DicomElements[] =>
  [
    ['113100', 'Basic Application Confidentiality Profile', true],
    ['113105', 'Clean Descriptors Option', options.descriptors],
    ['113106', 'Retain Longitudinal Temporal Information Full Dates Option', options.dates === 'kept'],
    ['113107', 'Retain Longitudinal Temporal Information Modified Dates Option', options.dates === 'shifted'],
    ['113108', 'Retain Patient Characteristics Option', options.characteristics],
    ['113109', 'Retain Device Identity Option', options.device],
    ['113110', 'Retain UIDs Option', options.uids],
    ['113112', 'Retain Institution Identity Option', options.institution],
  ]
    .filter(([, , used]) => used)
    .map(([code, meaning]) => ({
      '00080100': { vr: 'SH', Value: [code] },
      '00080102': { vr: 'SH', Value: ['DCM'] },
      '00080104': { vr: 'LO', Value: [meaning] },
    }))
