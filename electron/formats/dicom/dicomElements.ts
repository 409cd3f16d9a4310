import { data, type DicomElement, type DicomElements } from 'dcmjs'
import { SeptumError } from '#shared/errors/SeptumError'

export type { DicomElement, DicomElements }

/** A file taken apart into its elements: meta information (group 0002) and the data set, by tag. */
export interface DicomParts {
  readonly meta: DicomElements
  readonly dict: DicomElements
}

/** Errors: FILE_MALFORMED where the file cannot be taken apart. */
export function dicomElements(bytes: Uint8Array, file: string): DicomParts {
  try {
    return data.DicomMessage.readFile(bytes.slice().buffer, { ignoreErrors: false })
  } catch (error) {
    const reason = 'its attributes cannot be taken apart'
    throw new SeptumError('FILE_MALFORMED', { file, reason }, { cause: error })
  }
}

/** The file of these elements, with a preamble of noughts. */
export function dicomFileBytes({ meta, dict }: DicomParts): Uint8Array {
  const written = new data.DicomDict(meta)
  written.dict = dict
  return new Uint8Array(written.write({ fragmentMultiframe: false }))
}
