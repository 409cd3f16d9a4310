import path from 'node:path'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '#electron/formats/fileBytes'
import { looksLikeDicom } from '#electron/formats/dicom/dicomDataSet'
import { dicomDirectory } from '#electron/formats/dicom/dicomDirectory'
import { assertReadable, dicomHeadBytes, readDicomStart } from '#electron/formats/dicom/readDicom'
import { objectDrawing, type Drawing } from './drawn/drawing'
import { maskDrawing } from './drawn/maskDrawing'
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
    const mask = await maskDrawing(file)
    if (mask) return { frames: [], drawing: mask }
    if (packedName.test(file)) return { frames: [], drawing: await objectDrawing(file) }
    return await dicomFile(file)
  } catch (error) {
    sink.refuse(file, error)
    return { frames: [] }
  }
}

/** Reads a file's header where it is a DICOM image that can be shown; refuses it by name, or leaves it to others. */
export async function dicomFrames(file: string, sink: ScanSink): Promise<StackFrame[] | null> {
  try {
    const read = await dicomFile(file)
    if (!read?.drawing) return read?.frames ?? null
    const { kind, what } = read.drawing
    const object = kind === 'seg' ? 'a segmentation (DICOM SEG)' : 'an RT structure set'
    throw new SeptumError('FILE_NOT_IMAGE', { file, reason: `it is ${object} of other images: ${what}` })
  } catch (error) {
    sink.refuse(file, error)
    return []
  }
}

async function dicomFile(file: string): Promise<SeriesFile | null> {
  const named = dicomName.test(file)
  if (/^DICOMDIR$/i.test(path.basename(file))) {
    await assertMediumWhole(file)
    return { frames: [] }
  }
  const head = await fileBytes(file, dicomHeadBytes)
  if (!named && !looksLikeDicom(head.bytes)) return null
  if (head.size === 0) throw new SeptumError('FILE_TRUNCATED', { file, expected: 'at least 132', found: 0 })
  const start = await readDicomStart(file, head)
  if (start.drawn) return { frames: [], drawing: await objectDrawing(file) }
  const header = start.header()
  assertReadable(header, file)
  const other = noImage[header.modality]
  if (other) throw new SeptumError('FILE_NOT_IMAGE', { file, reason: other })
  return { frames: stackFrames(file, header) }
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
