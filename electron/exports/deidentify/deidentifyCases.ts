import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { CaseSource, Refusal } from '#shared/domain/study'
import type { DeidentifyOptions, DeidentifyOutcome, DeidentifyReport } from '#shared/domain/deidentify'
import type { WorkProgress } from '#shared/ipc/library'
import { SeptumError, toFault } from '#shared/errors/SeptumError'
import { fileBytes } from '#electron/formats/fileBytes'
import { writeAtomic } from '#electron/workspace/atomicFile'
import { copiedKind } from './copiedKind'
import { deidentifyDicom } from './deidentifyDicom'
import { deidentifyNifti } from './deidentifyNifti'
import type { ProjectKey } from './keyFile'
import { pseudonyms } from './pseudonyms'

export interface DeidentifyJob {
  /** An empty folder, or one that is not there yet. */
  readonly out: string
  readonly options: DeidentifyOptions
  readonly key: ProjectKey
  /** Series in which a person looked for text (X18); others that may show some are left out. */
  readonly confirmed?: readonly string[]
  readonly leftOut?: readonly string[]
  /** Puts the key away, with the patients that were met, before the report is written. */
  readonly keep?: ((key: ProjectKey) => Promise<void>) | undefined
  readonly onProgress?: ((progress: WorkProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Copies of the DICOM and NIfTI files of these cases without what identifies a person (features 7.3), in folders and under
 * names of stand-ins, with report.json beside them. A file that cannot be read is left out and counted; the report names
 * no one, the answer names the files. Where the work fails or is stopped, what it wrote is taken away again.
 * Errors: CANCELLED, SAVE_FAILED, DISK_FULL.
 */
export async function deidentifyCases(
  cases: readonly CaseSource[],
  { out, options, key, confirmed = [], leftOut = [], keep, onProgress, signal }: DeidentifyJob,
): Promise<DeidentifyOutcome> {
  const names = pseudonyms(key, options)
  const total = cases.reduce((sum, { files }) => sum + files.length, 0)
  const series = new Map<string, { folder: string; count: number }>()
  const subjects = new Map<string, number>()
  const files: DeidentifyReport['files'] = []
  const refused: Refusal[] = []
  const never: Record<string, number> = {}
  const unreadable: Record<string, number> = {}
  let done = 0
  let byChoice = 0

  /** Where the next file of a series goes: SUBJ-…/series-01/000001.dcm. */
  const place = (subject: string, seriesUid: string, ending: string): string => {
    const id = `${subject}/${seriesUid}`
    const known = series.get(id)
    const number = known ? 0 : (subjects.get(subject) ?? 0) + 1
    if (!known) subjects.set(subject, number)
    const folder = known?.folder ?? path.join(subject, `series-${String(number).padStart(2, '0')}`)
    const count = (known?.count ?? 0) + 1
    series.set(id, { folder, count })
    return path.join(folder, `${String(count).padStart(6, '0')}${ending}`)
  }
  const made = (source: CaseSource, file: string, bytes: Uint8Array<ArrayBuffer>) => {
    const kind = copiedKind(file)
    if (kind.kind !== 'nifti') {
      const copy = deidentifyDicom(bytes, file, options, names)
      return { ...copy, ending: '.dcm', series: copy.sourceSeriesUid || source.id }
    }
    const { ending } = kind
    return {
      bytes: ending.startsWith('.img') ? bytes : deidentifyNifti(bytes, file),
      subject: names.patient(source.patientId || source.patientName || source.id),
      removed: ['free text', 'extensions'],
      ...{ ending, replaced: [], mayShowText: false, seriesUid: source.id, series: source.id },
    }
  }

  try {
    for (const source of cases)
      for (const file of source.files) {
        if (signal?.aborted) throw new SeptumError('CANCELLED', { what: 'De-identification' })
        onProgress?.({ done: done++, total, what: path.basename(out) })
        if (copiedKind(file).kind === 'never') {
          counted(never, path.extname(file).toLowerCase())
          continue
        }
        let copy: ReturnType<typeof made>
        try {
          copy = made(source, file, (await fileBytes(file)).bytes)
        } catch (error) {
          const { code, cause, remedy } = toFault(error)
          refused.push({ file, code, cause, remedy })
          counted(unreadable, code)
          continue
        }
        const { subject, removed, replaced, mayShowText } = copy
        if (leftOut.includes(copy.series) || (mayShowText && !confirmed.includes(copy.series))) {
          byChoice++
          continue
        }
        const to = place(subject, copy.seriesUid, copy.ending)
        await writeAtomic(path.join(out, to), copy.bytes)
        files.push({ file: to, removed, replaced, mayShowText })
      }
    key.patients = names.patients()
    await keep?.(key)
    const report: DeidentifyReport = {
      schema: 'septum-deidentified/1',
      ...{ options, files, subjects: subjects.size },
      ...{ leftOut: never, leftOutByChoice: byChoice, unreadable },
    }
    await mkdir(out, { recursive: true })
    await writeAtomic(path.join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
    onProgress?.({ done: total, total, what: path.basename(out) })
    return { ...report, refused }
  } catch (error) {
    for (const name of [...subjects.keys(), 'report.json'])
      await rm(path.join(out, name), { recursive: true, force: true }).catch(() => undefined)
    throw error
  }
}

function counted(counts: Record<string, number>, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1
}
