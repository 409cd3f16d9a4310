import { counted } from '#shared/domain/counted'
import path from 'node:path'
import type { CaseSource } from '#shared/domain/study'
import type { DeidentifyOptions, PreviewLine } from '#shared/domain/deidentify'
import { attributeName } from '#electron/formats/dicom/attributeName'
import { dicomElements, type DicomElement, type DicomElements } from '#electron/formats/dicom/dicomElements'
import { fileBytes } from '#electron/formats/fileBytes'
import { copiedKind } from './copiedKind'
import { deidentifyDicom } from './deidentifyDicom'
import { niftiTexts } from './deidentifyNifti'
import type { ProjectKey } from './keyFile'
import { pseudonyms } from './pseudonyms'

const longestText = 80
const mostLines = 1000

/** What would become of each attribute of one file (P-14); nothing is written. Errors: those of reading it. */
export async function previewFile(
  source: CaseSource,
  file: string,
  options: DeidentifyOptions,
  key: ProjectKey,
): Promise<PreviewLine[]> {
  const names = pseudonyms(key, options)
  const { bytes } = await fileBytes(file)
  const kind = copiedKind(file)
  if (kind.kind === 'nifti') {
    const subject = names.patient(source.patientId || source.patientName || source.id)
    return [
      fileLine(file, subject, kind.ending),
      ...niftiTexts(bytes, file).map(({ name, text }) => ({ tag: '', name, before: text, after: null })),
    ]
  }
  const before = dicomElements(bytes, file)
  const copy = deidentifyDicom(bytes, file, options, names)
  const after = dicomElements(copy.bytes, file)
  return [
    fileLine(file, copy.subject, '.dcm'),
    ...lines(before.meta, after.meta),
    ...lines(before.dict, after.dict),
  ].slice(0, mostLines)
}

const fileLine = (file: string, subject: string, ending: string): PreviewLine => ({
  ...{ tag: '', name: 'File' },
  before: path.basename(file),
  after: path.join(subject, 'series-…', `…${ending}`),
})

function lines(before: DicomElements, after: DicomElements): PreviewLine[] {
  const tags = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return tags.map((tag) => ({
    tag: `${tag.slice(0, 4)},${tag.slice(4)}`,
    name: attributeName(tag),
    before: shown(before[tag]),
    after: shown(after[tag]),
  }))
}

/** A value in one line; null where the attribute is not there. */
function shown(element: DicomElement | undefined): string | null {
  if (!element) return null
  const values = element.Value ?? []
  if (element.vr === 'SQ') return counted(values.length, 'item')
  const text = values.map(word).join(' \\ ')
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text
}

function word(value: unknown): string {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return `${value.byteLength} bytes`
  if (typeof value === 'object' && value !== null)
    return 'Alphabetic' in value ? String(value.Alphabetic) : JSON.stringify(value)
  return String(value)
}
