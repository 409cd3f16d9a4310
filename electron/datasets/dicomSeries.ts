import path from 'node:path'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '#electron/formats/fileBytes'
import { looksLikeDicom } from '#electron/formats/dicom/dicomDataSet'
import { dicomDirectory } from '#electron/formats/dicom/dicomDirectory'
import { assertReadable, dicomHeadBytes, readDicomHeader } from '#electron/formats/dicom/readDicom'
import { dicomCase } from './dicomCase'
import { openStack } from './dicomReader'
import { stackFrames, stackKey, type StackFrame } from './stackFrame'
import type { FileCollector, FileLayout, ScanSink } from './adapter'

/**
 * Any DICOM files, grouped by patient, study and series; each group of one size, spacing and orientation is a case,
 * rebuilt as a slice × phase grid. Names of files and folders do not matter.
 */
export const dicomSeries: FileLayout = {
  id: 'dicom',
  title: 'DICOM series',
  citation: '',
  licence: 'That of the images.',
  collect: seriesCollector,
  open: openStack,
}

const dicomName = /\.(dcm|dicom|ima|ima\d*)$/i

/** Reads a file's header where it is a DICOM image that can be shown; refuses it by name, or leaves it to others. */
export async function dicomFrames(file: string, sink: ScanSink): Promise<StackFrame[] | null> {
  try {
    const named = dicomName.test(file)
    if (/^DICOMDIR$/i.test(path.basename(file))) {
      await assertMediumWhole(file)
      return []
    }
    const head = await fileBytes(file, dicomHeadBytes)
    if (!named && !looksLikeDicom(head.bytes)) return null
    if (head.size === 0) throw new SeptumError('FILE_TRUNCATED', { file, expected: 'at least 132', found: 0 })
    const header = await readDicomHeader(file, head)
    assertReadable(header, file)
    const other = noImage[header.modality]
    if (other) throw new SeptumError('FILE_NOT_IMAGE', { file, reason: other })
    return stackFrames(file, header)
  } catch (error) {
    sink.refuse(file, error)
    return []
  }
}

/** Objects with pixels that are no pictures of a patient. */
const noImage: Readonly<Record<string, string>> = {
  SEG: 'it is a segmentation (DICOM SEG) of other images',
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

function seriesCollector(sink: ScanSink): FileCollector {
  const groups = new Map<string, StackFrame[]>()
  const patientsOfStudy = new Map<string, Set<string>>()
  return {
    take: async (file) => {
      const frames = await dicomFrames(file, sink)
      if (!frames) return false
      for (const frame of frames) {
        const key = stackKey(frame, path.dirname(file))
        const group = groups.get(key)
        if (group) group.push(frame)
        else groups.set(key, [frame])
        const { studyUid, patientId } = frame.header
        const patients = patientsOfStudy.get(studyUid) ?? new Set()
        patientsOfStudy.set(studyUid, patients.add(patientId))
      }
      return true
    },
    finish: () => {
      for (const frames of groups.values()) {
        const { header } = frames[0]!
        const name = header.seriesDescription || `Series ${header.seriesNumber}`
        const { source } = dicomCase(frames, 'dicom', name)
        const patients = patientsOfStudy.get(header.studyUid)
        if (header.studyUid && patients && patients.size > 1)
          source.problems.push(
            `One study UID stands for ${patients.size} patients (${[...patients].join(', ')}): settle which is right before this case is used.`,
          )
        sink.onCase(source)
      }
      groups.clear()
    },
  }
}
