import path from 'node:path'
import { DatasetDraft, DatasetVersion, usedCases, type DatasetCase } from '#shared/domain/dataset'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '#electron/formats/fileBytes'
import { versionHash } from './versionHash'

/** True for `…/datasets/<name>/v<N>.json` and its draft: what may stand where a folder of cases is meant. */
export const isVersionFile = (place: string): boolean =>
  /^(v\d+|draft)\.json$/.test(path.basename(place)) &&
  path.basename(path.dirname(path.dirname(place))) === 'datasets'

/** A version or a draft from its file. Throws FILE_UNREADABLE, FILE_MALFORMED, DATASET_CHANGED. */
export async function readVersion(file: string): Promise<DatasetVersion | DatasetDraft> {
  const { bytes } = await fileBytes(file)
  const damaged = (reason: string) => new SeptumError('FILE_MALFORMED', { file, reason })
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw damaged('it is not JSON')
  }
  const parsed = DatasetVersion.or(DatasetDraft).safeParse(json)
  if (!parsed.success) throw damaged('it is no version of a data set')
  const { data } = parsed
  if ('hash' in data && versionHash(data.content, data.hashes) !== data.hash)
    throw new SeptumError('DATASET_CHANGED', { dataset: `${data.name} v${data.version}` })
  return data
}

/** The cases that a version uses, with their fixes, by name. */
export async function versionCases(file: string): Promise<CaseSource[]> {
  return usedCases((await readVersion(file)).content).map(({ source }: DatasetCase) => source)
}
