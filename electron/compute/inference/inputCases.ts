import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { CaseSource } from '#shared/domain/study'
import { ForeignFault, SeptumError } from '#shared/errors/SeptumError'
import { isZipName } from '#electron/formats/zip/zipPath'
import { reasonOf } from '#electron/formats/fileBytes'
import { fileLayouts } from '#electron/datasets/catalogue'
import { scannedCases } from '#electron/datasets/scannedCases'

/**
 * The cases that a path means: all of a folder (a case's or a data set's), or the one image of a file. What a folder
 * holds besides is left out; `library add` and `dataset inspect` list it. Errors: FILE_UNREADABLE, FILE_NOT_IMAGE, those of the scan.
 */
export async function inputCases(input: string, signal: AbortSignal): Promise<CaseSource[]> {
  const path = resolve(input)
  const kind = await stat(path).catch((error: unknown) => {
    throw new SeptumError('FILE_UNREADABLE', { file: path, reason: reasonOf(error) }, { cause: error })
  })
  return kind.isDirectory() || isZipName(path) ? scannedCases(path, { signal }) : casesIn(path)
}

async function casesIn(file: string): Promise<CaseSource[]> {
  const found: CaseSource[] = []
  for (const layout of fileLayouts) {
    const collector = layout.collect({
      onCase: (source) => found.push(source),
      onRefusal: ({ code, cause, remedy }) => {
        throw new ForeignFault({ code, cause, remedy })
      },
      refuse: (_file, error) => {
        throw error
      },
      onFile: () => undefined,
      turn: () => Promise.resolve(),
      recalled: (_file, _kind, read) => read(),
      list: () => Promise.resolve(null),
    })
    if (!(await collector.take(file, []))) continue
    await collector.finish(true)
    if (found.length) return found
  }
  throw new SeptumError('FILE_NOT_IMAGE', { file, reason: 'it is neither DICOM nor NIfTI' })
}
