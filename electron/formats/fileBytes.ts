import { open } from 'node:fs/promises'
import { SeptumError } from '#shared/errors/SeptumError'
import { ZipArchive } from './zip/ZipArchive'
import { zipPath } from './zip/zipPath'

/** Files above this are refused before a byte is read: no study of one heart comes near it. */
const largestFileBytes = 4 * 2 ** 30

/** A system error's code in plain words, for the `reason` of a fault. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'it is not there',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a folder',
    ENOTDIR: 'it is not a folder',
    ELOOP: 'its links lead in a circle',
    EMFILE: 'too many files are open',
    EIO: 'the disk reports an error',
  }
  return words[code] ?? (code || (error instanceof Error ? error.message : String(error)))
}

/**
 * `limit` bytes of a file, also of one inside a zip archive (all of it by default) from its beginning, or its last ones where `limit` is negative, and its
 * full size. Errors: FILE_UNREADABLE; in an archive also FILE_MALFORMED and ARCHIVE_UNSAFE.
 */
export async function fileBytes(
  file: string,
  limit = Infinity,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; size: number }> {
  try {
    const handle = await open(file, 'r').catch((error: unknown) => zipped(file, limit, error))
    if ('bytes' in handle) return handle
    try {
      const stat = await handle.stat()
      if (!stat.isFile()) throw new SeptumError('FILE_UNREADABLE', { file, reason: 'it is not a plain file' })
      if (stat.size > largestFileBytes && limit > largestFileBytes)
        throw new SeptumError('FILE_UNREADABLE', { file, reason: `it is larger than 4 GB` })
      const bytes = new Uint8Array(Math.min(Math.abs(limit), stat.size))
      const from = limit < 0 ? stat.size - bytes.length : 0
      let filled = 0
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled)
        if (bytesRead === 0) break
        filled += bytesRead
      }
      return { bytes: filled === bytes.length ? bytes : bytes.slice(0, filled), size: stat.size }
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof SeptumError) throw error
    throw new SeptumError('FILE_UNREADABLE', { file, reason: reasonOf(error) }, { cause: error })
  }
}

type Part = { bytes: Uint8Array<ArrayBuffer>; size: number }

/** What a path that is not on the disk means inside an archive; throws `error` where it means nothing there either. */
async function zipped(file: string, limit: number, error: unknown): Promise<Part> {
  const inside = zipPath(file)
  const archive =
    inside &&
    (await ZipArchive.at(inside.archive).catch((reason: unknown) => {
      if (reason instanceof SeptumError) throw reason
      return null
    }))
  const found = archive && (await archive.read(inside.name, limit))
  if (!found) throw error
  return found
}
