import { SeptumError } from '#shared/errors/SeptumError'

/** Numbers that a line of a text header lists; Errors: FILE_MALFORMED where one is none. */
export function numberList(text: string | undefined, file: string): number[] {
  const numbers = (text ?? '')
    .split(/[\s,()]+/)
    .filter(Boolean)
    .map(Number)
  if (numbers.some((value) => !Number.isFinite(value)))
    throw new SeptumError('FILE_MALFORMED', { file, reason: `"${text}" is no list of numbers` })
  return numbers
}

/**
 * The name of a file beside a header. Only a plain name is followed, so that a header cannot lead to any other file of the
 * machine. Errors: FILE_MALFORMED.
 */
export function siblingName(name: string, file: string): string {
  if (!/^[^\\/:*?"<>|\0]+$/.test(name) || name === '..' || name === '.')
    throw new SeptumError('FILE_MALFORMED', {
      file,
      reason: `its voxels are said to lie in "${name}", not beside it`,
    })
  return name
}

/** Text of a header, one byte a character; at most 64 KB of it. */
export const headerText = (bytes: Uint8Array): string =>
  new TextDecoder('latin1').decode(bytes.subarray(0, 65_536))
