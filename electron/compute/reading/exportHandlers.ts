import type { readerAreas } from '#shared/ipc/children'
import type { AllHandlers } from '#shared/ipc/contract'
import { SeptumError } from '#shared/errors/SeptumError'
import { exportDeidentified } from '#electron/exports/deidentify/exportDeidentified'
import { previewFile } from '#electron/exports/deidentify/previewFile'
import { keyOfProject } from '#electron/exports/deidentify/projectKey'
import { surveyCases } from '#electron/exports/deidentify/surveyCases'
import { abortSignalOf } from '../abortSignalOf'

type Answers = Pick<
  AllHandlers<typeof readerAreas>['reading'],
  'surveyExport' | 'previewExport' | 'deidentify'
>

/** Copies without identity: files are taken apart here, so that neither host nor page waits for them. */
export const exportHandlers = (): Answers => ({
  surveyExport: ({ cases }, { progress, signal }) =>
    surveyCases(cases, { onProgress: progress, signal: abortSignalOf(signal) }),
  async previewExport({ source, file, options, key, secret }) {
    const path = source.files[file]
    if (path === undefined) throw new SeptumError('NOT_FOUND', { kind: 'file', id: file })
    const project = await keyOfProject(key?.file ?? null, key?.passphrase ?? '', secret)
    return previewFile(source, path, options, project)
  },
  deidentify: ({ cases, sourceFolders, secret, ...order }, { progress, signal }) =>
    exportDeidentified(cases, order, {
      ...{ sourceFolders, secret },
      onProgress: progress,
      signal: abortSignalOf(signal),
    }),
})
