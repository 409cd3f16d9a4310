import type { CaseSource, Refusal } from '#shared/domain/study'
import type { DeidentifySurvey, SurveyedSeries } from '#shared/domain/deidentify'
import type { WorkProgress } from '#shared/ipc/library'
import { SeptumError, toFault } from '#shared/errors/SeptumError'
import { dicomDataSet } from '#electron/formats/dicom/dicomDataSet'
import { dicomText } from '#electron/formats/dicom/dicomText'
import { plainText } from '#electron/formats/dicom/items'
import { fileBytes } from '#electron/formats/fileBytes'
import { copiedKind } from './copiedKind'
import { textReason } from './textReason'

interface Work {
  readonly onProgress?: ((progress: WorkProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}
type Found = Pick<SurveyedSeries, 'key' | 'description' | 'modality' | 'text'> & { readonly bytes: number }

/** Longer than the attributes of nearly every file; the others are read whole. */
const headBytes = 2 ** 18

/**
 * The series of these cases as their files tell, with those in whose pixels text may stand (X18), before anything is
 * copied. A file that cannot be read is named and the rest goes on. Errors: CANCELLED.
 */
export async function surveyCases(
  cases: readonly CaseSource[],
  { onProgress, signal }: Work = {},
): Promise<DeidentifySurvey> {
  const total = cases.reduce((sum, { files }) => sum + files.length, 0)
  const series = new Map<string, SurveyedSeries>()
  const refused: Refusal[] = []
  let [done, bytes] = [0, 0]
  for (const source of cases)
    for (const [at, file] of source.files.entries()) {
      if (signal?.aborted) throw new SeptumError('CANCELLED', { what: 'De-identification' })
      onProgress?.({ done: done++, total, what: source.name })
      try {
        const found = await look(source, file)
        if (!found) continue
        bytes += found.bytes
        const { key, description, modality, text } = found
        const before = series.get(key)
        series.set(key, {
          ...(before ?? { key, study: source.id, name: source.name, description, modality, first: at }),
          files: (before?.files ?? 0) + 1,
          text: before?.text ?? text,
        })
      } catch (error) {
        const { code, cause, remedy } = toFault(error)
        refused.push({ file, code, cause, remedy })
      }
    }
  return { series: [...series.values()], bytes, refused }
}

/** What one file belongs to; null: it is never copied. */
async function look(source: CaseSource, file: string): Promise<Found | null> {
  const { kind } = copiedKind(file)
  if (kind === 'never') return null
  const own = { key: source.id, description: source.description, modality: source.modality, text: null }
  if (kind === 'nifti') return { ...own, bytes: (await fileBytes(file, 348)).size }
  const head = await fileBytes(file, headBytes)
  const { dataSet } =
    dicomDataSet(head.bytes, file, head.bytes.length >= head.size) ??
    dicomDataSet((await fileBytes(file)).bytes, file, true)!
  const modality = plainText(dataSet, 'x00080060')
  return {
    key: plainText(dataSet, 'x0020000e') || source.id,
    description: dicomText(dataSet, 'x0008103e'),
    modality,
    text: textReason({
      modality,
      burnedIn: plainText(dataSet, 'x00280301'),
      sopClass: plainText(dataSet, 'x00080016'),
      imageType: dicomText(dataSet, 'x00080008'),
    }),
    bytes: head.size,
  }
}
