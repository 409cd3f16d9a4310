import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '#electron/formats/fileBytes'
import { writeAtomic } from '#electron/workspace/atomicFile'
import { deidentifyDicom } from './deidentifyDicom'
import { deidentifyNifti } from './deidentifyNifti'
import type { ProjectKey } from './keyFile'
import type { DeidentifyOptions } from './options'
import { pseudonyms } from './pseudonyms'

/** What was written; nothing in it names a person or a source file. */
export interface DeidentifyReport {
  readonly schema: 'septum-deidentified/1'
  readonly options: DeidentifyOptions
  readonly files: readonly {
    readonly file: string
    readonly removed: readonly string[]
    readonly replaced: readonly string[]
    readonly mayShowText: boolean
  }[]
  readonly subjects: number
  /** Files of kinds that are never copied (tables, notes, contours as text), by ending. */
  readonly leftOut: Readonly<Record<string, number>>
}

export interface DeidentifyJob {
  readonly out: string
  readonly options: DeidentifyOptions
  readonly key: ProjectKey
  readonly onProgress?: (progress: { done: number; total: number; what: string }) => void
  readonly signal?: AbortSignal
}

/** Tables, notes and contours as text: their words and names may say who it is. */
const neverCopied = /\.(txt|csv|cfg|json|png|xml|md)$/i
const niftiName = /\.(nii|hdr|img)(\.gz)?$/i

/**
 * Copies of all DICOM and NIfTI files of these cases without what identifies a person (features 7.3), in folders and
 * under names of stand-ins, with report.json beside them. `key.patients` gains the patients that were met. Text that is
 * burned into pixels is not found: the report names the files to look at.
 * Errors: CANCELLED, SAVE_FAILED, DISK_FULL, and those of the file that cannot be read; files written before stay.
 */
export async function deidentifyCases(
  cases: readonly CaseSource[],
  { out, options, key, onProgress, signal }: DeidentifyJob,
): Promise<DeidentifyReport> {
  const names = pseudonyms(Buffer.from(key.secret, 'hex'))
  const total = cases.reduce((sum, { files }) => sum + files.length, 0)
  const written: DeidentifyReport['files'][number][] = []
  const leftOut: Record<string, number> = {}
  const series = new Map<string, { folder: string; count: number }>()
  const subjects = new Set<string>()
  let done = 0

  const save = async (
    subject: string,
    seriesUid: string,
    ending: string,
    bytes: Uint8Array,
  ): Promise<string> => {
    const id = `${subject}/${seriesUid}`
    const own = [...series.keys()].filter((each) => each.startsWith(`${subject}/`)).length
    const place = series.get(id) ?? {
      folder: path.join(subject, `series-${String(own + 1).padStart(2, '0')}`),
      count: 0,
    }
    place.count++
    series.set(id, place)
    subjects.add(subject)
    const file = path.join(place.folder, `${String(place.count).padStart(6, '0')}${ending}`)
    await mkdir(path.join(out, place.folder), { recursive: true })
    await writeAtomic(path.join(out, file), bytes)
    return file
  }

  for (const source of cases)
    for (const file of source.files) {
      if (signal?.aborted) throw new SeptumError('CANCELLED', { what: 'De-identification' })
      onProgress?.({ done: done++, total, what: path.basename(out) })
      if (neverCopied.test(file)) {
        const ending = path.extname(file).toLowerCase()
        leftOut[ending] = (leftOut[ending] ?? 0) + 1
        continue
      }
      const { bytes } = await fileBytes(file)
      const patient = source.patientId || source.patientName
      const nifti = niftiName.exec(file)?.[0].toLowerCase()
      if (nifti) {
        const subject = (key.patients[patient] = names.patient(patient))
        const kept = nifti.startsWith('.img') ? bytes : deidentifyNifti(bytes, file)
        const place = await save(subject, source.id, nifti, kept)
        written.push({ file: place, removed: ['free text', 'extensions'], replaced: [], mayShowText: false })
      } else {
        const made = deidentifyDicom(bytes, file, options, names)
        key.patients[patient] = made.subject
        const { removed, replaced, mayShowText } = made
        const place = await save(made.subject, made.seriesUid, '.dcm', made.bytes)
        written.push({ file: place, removed, replaced, mayShowText })
      }
    }
  const report: DeidentifyReport = {
    schema: 'septum-deidentified/1',
    options,
    files: written,
    subjects: subjects.size,
    leftOut,
  }
  await mkdir(out, { recursive: true })
  await writeAtomic(path.join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
  onProgress?.({ done: total, total, what: path.basename(out) })
  return report
}
