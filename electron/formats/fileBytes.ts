import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs'
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

/** So much is read at once without leaving the thread: a round trip takes three times as long as reading a head. */
const headBytes = 65_536

/**
 * `limit` bytes of a file, also of one inside a zip archive (all of it by default) from its beginning, or its last ones
 * where `limit` is negative, and its full size. Up to 64 KB are read before this returns; who reads many files lets
 * others in between. Errors: FILE_UNREADABLE; in an archive also FILE_MALFORMED and ARCHIVE_UNSAFE.
 */
export async function fileBytes(file: string, limit = Infinity): Promise<FilePart> {
  try {
    return Math.abs(limit) <= headBytes ? head(file, limit) : await body(file, limit)
  } catch (error) {
    if (error instanceof SeptumError) throw error
    const inside = await zipped(file, limit)
    if (inside) return inside
    throw new SeptumError('FILE_UNREADABLE', { file, reason: reasonOf(error) }, { cause: error })
  }
}

export interface FilePart {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly size: number
}

function head(file: string, limit: number): FilePart {
  // A named pipe would be waited for.
  const handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const { bytes, from, size } = room(file, fstatSync(handle), limit)
    let filled = 0
    while (filled < bytes.length) {
      const count = readSync(handle, bytes, filled, bytes.length - filled, from + filled)
      if (count === 0) break
      filled += count
    }
    return { bytes: filled === bytes.length ? bytes : bytes.slice(0, filled), size }
  } finally {
    closeSync(handle)
  }
}

async function body(file: string, limit: number): Promise<FilePart> {
  const handle = await open(file, 'r')
  try {
    const { bytes, from, size } = room(file, await handle.stat(), limit)
    let filled = 0
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return { bytes: filled === bytes.length ? bytes : bytes.slice(0, filled), size }
  } finally {
    await handle.close()
  }
}

/** Room for what is asked of a file, and where in it that begins. */
function room(
  file: string,
  stat: Stats,
  limit: number,
): { bytes: Uint8Array<ArrayBuffer>; from: number; size: number } {
  const { size } = stat
  if (!stat.isFile()) throw new SeptumError('FILE_UNREADABLE', { file, reason: 'it is not a plain file' })
  if (size > largestFileBytes && limit > largestFileBytes)
    throw new SeptumError('FILE_UNREADABLE', { file, reason: `it is larger than 4 GB` })
  const bytes = new Uint8Array(Math.min(Math.abs(limit), size))
  return { bytes, from: limit < 0 ? size - bytes.length : 0, size }
}

/** What a path that is not on the disk means inside an archive; null where it means nothing there either. */
async function zipped(file: string, limit: number): Promise<FilePart | null> {
  const inside = zipPath(file)
  const archive =
    inside &&
    (await ZipArchive.at(inside.archive).catch((reason: unknown) => {
      if (reason instanceof SeptumError) throw reason
      return null
    }))
  return archive ? archive.read(inside.name, limit) : null
}
