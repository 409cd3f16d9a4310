import path from 'node:path'
import type { CaseSource } from '#shared/domain/study'
import type { DeidentifyOrder, DeidentifyOutcome } from '#shared/domain/deidentify'
import type { WorkProgress } from '#shared/ipc/library'
import { SeptumError } from '#shared/errors/SeptumError'
import { deidentifyCases } from './deidentifyCases'
import { freeFolder, isInside } from './freeFolder'
import { keepKey, keyOfProject } from './projectKey'
import { surveyCases } from './surveyCases'

interface Work {
  /** Folders that hold the sources: nothing is written into them, or around them. */
  readonly sourceFolders: readonly string[]
  /** What stand-ins are made from where no key file is asked for; null: anything. */
  readonly secret?: string | null
  readonly onProgress?: (progress: WorkProgress) => void
  readonly signal?: AbortSignal
}

/**
 * The whole way of an export, for the command line and for the Library: destination, text in pixels, key, copies, report.
 * Series in which text may stand have to be confirmed or left out, all of them, before one file is written (X18).
 * Errors: those of `freeFolder`, `keyOfProject` and `deidentifyCases`; TEXT_UNCONFIRMED, KEY_AMONG_COPIES.
 */
export async function exportDeidentified(
  cases: readonly CaseSource[],
  { out: asked, options, key, confirmed, leftOut }: DeidentifyOrder,
  { sourceFolders, secret = null, onProgress, signal }: Work,
): Promise<DeidentifyOutcome> {
  const out = path.resolve(asked)
  const file = key && path.resolve(key.file)
  if (file && isInside(out, file)) throw new SeptumError('KEY_AMONG_COPIES', { file, folder: out })
  await freeFolder(out, sourceFolders, 0)
  const survey = await surveyCases(cases, { onProgress, signal })
  const open = survey.series.filter(
    ({ key: id, text }) => text !== null && !confirmed.includes(id) && !leftOut.includes(id),
  )
  if (open.length > 0)
    throw new SeptumError('TEXT_UNCONFIRMED', {
      series: open.map(({ name, modality, key: id }) => `${name} (${modality}, ${id})`).join('; '),
    })
  await freeFolder(out, sourceFolders, survey.bytes)
  const passphrase = key?.passphrase ?? ''
  const project = await keyOfProject(file, passphrase, secret)
  return deidentifyCases(cases, {
    ...{ out, options, confirmed, leftOut, onProgress, signal },
    key: project,
    keep: file ? (met) => keepKey(file, met, passphrase) : undefined,
  })
}
