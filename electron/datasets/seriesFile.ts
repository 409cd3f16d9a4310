import path from 'node:path'
import type { Refusal } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '#electron/formats/fileBytes'
import { looksLikeDicom } from '#electron/formats/dicom/dicomDataSet'
import { dicomDirectory } from '#electron/formats/dicom/dicomDirectory'
import type { DicomHeader } from '#electron/formats/dicom/dicomHeader'
import { assertReadable, dicomHeadBytes, readDicomStart } from '#electron/formats/dicom/readDicom'
import { objectDrawing, workspaceDrawing, type Drawing } from './drawn/drawing'
import { maskDrawing } from './drawn/maskDrawing'
import { refusalOf } from './scanSink'
import { stackFrames, type StackFrame } from './stackFrame'
import type { ScanSink } from './adapter'

/** What one file brings to a scan: frames of a series, or a drawing on one. Neither: it was refused, or says nothing. */
interface SeriesFile {
  readonly frames: StackFrame[]
  readonly drawing?: Drawing
}

const dicomName = /\.(dcm|dicom|ima|ima\d*)$/i
const packedName = /\.(dcm|dicom)\.gz$/i

/** Reads a file that a series may consist of or be drawn on with; null: it belongs to others. What is wrong is refused. */
export async function seriesFile(file: string, sink: ScanSink): Promise<SeriesFile | null> {
  try {
    const beside = (await maskDrawing(file)) ?? (await workspaceDrawing(file))
    if (beside) return { frames: [], drawing: beside }
    if (packedName.test(file)) return { frames: [], drawing: await objectDrawing(file) }
    return await dicomFile(file, sink)
  } catch (error) {
    sink.refuse(file, error)
    return { frames: [] }
  }
}

/** Reads a file's header where it is a DICOM image that can be shown; refuses it by name, or leaves it to others. */
export async function dicomFrames(file: string, sink: ScanSink): Promise<StackFrame[] | null> {
  try {
    const read = await dicomFile(file, sink)
    if (!read?.drawing) return read?.frames ?? null
    const { kind, what } = read.drawing
    const object = kind === 'seg' ? 'a segmentation (DICOM SEG)' : 'an RT structure set'
    throw new SeptumError('FILE_NOT_IMAGE', { file, reason: `it is ${object} of other images: ${what}` })
  } catch (error) {
    sink.refuse(file, error)
    return []
  }
}

async function dicomFile(file: string, sink: ScanSink): Promise<SeriesFile | null> {
  if (/^DICOMDIR$/i.test(path.basename(file))) {
    await assertMediumWhole(file)
    return { frames: [] }
  }
  const { kind, header, refusal } = await sink.recalled(file, 'dicom', () => startOf(file), {
    lasting: isLasting,
  })
  if (refusal) sink.onRefusal(refusal)
  if (kind === 'drawing') return { frames: [], drawing: await objectDrawing(file) }
  if (kind === 'other') return null
  return { frames: header ? stackFrames(file, header) : [] }
}

/** What the head of a file says; `other`: it is no DICOM file. */
interface FileStart {
  readonly kind: 'image' | 'drawing' | 'refused' | 'other'
  readonly header: DicomHeader | null
  readonly refusal: Refusal | null
}

/** Tables are long and of another type than JSON's; a file that cannot be read now may be readable later. */
const isLasting = ({ header, refusal }: FileStart): boolean =>
  !header?.tables.palette && !header?.tables.modality && refusal?.code !== 'FILE_UNREADABLE'

async function startOf(file: string): Promise<FileStart> {
  const none = { header: null, refusal: null }
  try {
    const head = await fileBytes(file, dicomHeadBytes)
    if (!dicomName.test(file) && !looksLikeDicom(head.bytes)) return { kind: 'other', ...none }
    if (head.size === 0) throw new SeptumError('FILE_TRUNCATED', { file, expected: 'at least 132', found: 0 })
    const start = await readDicomStart(file, head)
    if (start.drawn) return { kind: 'drawing', ...none }
    const header = start.header()
    assertReadable(header, file)
    const other = noImage[header.modality]
    if (other) throw new SeptumError('FILE_NOT_IMAGE', { file, reason: other })
    return { kind: 'image', header, refusal: null }
  } catch (error) {
    return { kind: 'refused', header: null, refusal: refusalOf(file, error) }
  }
}

/** Objects with pixels that are no pictures of a patient, and that Septum cannot lay over others. */
const noImage: Readonly<Record<string, string>> = {
  SEG: 'it is a segmentation of other images, in a form that Septum does not read',
  RTDOSE: 'it is a radiation dose, not a picture',
}

/** A medium whose DICOMDIR lists files that are not there was copied in part. Errors: CASE_INCOMPLETE; see `dicomDirectory`. */
async function assertMediumWhole(file: string): Promise<void> {
  const listed = await dicomDirectory(file)
  const missing: string[] = []
  for (const parts of listed) if (!(await isThere(path.dirname(file), parts))) missing.push(parts.join('/'))
  if (missing.length === 0) return
  const named = missing.slice(0, 3).join(', ') + (missing.length > 3 ? ', …' : '')
  const reason = `${missing.length} of the ${listed.length} files that it lists are missing (${named})`
  throw new SeptumError('CASE_INCOMPLETE', { case: file, reason })
}

/** As listed, or in lower case, as some systems show a CD's names. */
async function isThere(folder: string, parts: readonly string[]): Promise<boolean> {
  for (const names of [parts, parts.map((part) => part.toLowerCase())])
    if (
      await fileBytes(path.join(folder, ...names), 1).then(
        () => true,
        () => false,
      )
    )
      return true
  return false
}
