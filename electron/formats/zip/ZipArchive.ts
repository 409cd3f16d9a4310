import { open, stat } from 'node:fs/promises'
import { constants, crc32, inflateRawSync } from 'node:zlib'
import { SeptumError } from '#shared/errors/SeptumError'
import { zipDirectory, type ZipEntry } from './zipDirectory'

type Bytes = Uint8Array<ArrayBuffer>

/** No single file of an archive may unpack to more. */
const largestEntryBytes = 2 ** 30

/** A zip archive whose files are read one by one, without unpacking it to the disk. Errors of the system are thrown on. */
export class ZipArchive {
  private constructor(
    private readonly file: string,
    private readonly stamp: string,
    private readonly entries: ReadonlyMap<string, ZipEntry>,
  ) {}

  static #last: ZipArchive | null = null

  /** The archive at a path; its directory is kept until another one is opened or it changes. Errors: see `zipDirectory`. */
  static async at(file: string): Promise<ZipArchive> {
    const { size, mtimeMs } = await stat(file)
    const stamp = `${size} ${mtimeMs}`
    const last = ZipArchive.#last
    if (last?.file === file && last.stamp === stamp) return last
    const handle = await open(file, 'r')
    try {
      const entries = await zipDirectory(handle, size, file)
      const byName = new Map(entries.map((entry) => [entry.name, entry]))
      return (ZipArchive.#last = new ZipArchive(file, stamp, byName))
    } finally {
      await handle.close()
    }
  }

  /** Names in a folder of the archive ('' for the whole). */
  list(folder: string): { files: string[]; folders: string[] } {
    const files = new Set<string>()
    const folders = new Set<string>()
    const start = folder === '' ? '' : `${folder}/`
    for (const name of this.entries.keys()) {
      if (!name.startsWith(start)) continue
      const [first = '', ...rest] = name.slice(start.length).split('/')
      if (first !== '' && first !== '.') (rest.length === 0 ? files : folders).add(first)
    }
    return { files: [...files], folders: [...folders] }
  }

  /**
   * The first `limit` bytes of a file, or the last ones where `limit` is negative, and its full size. Null: there is none of
   * that name. Errors: FILE_MALFORMED, ARCHIVE_UNSAFE.
   */
  async read(name: string, limit: number): Promise<{ bytes: Bytes; size: number } | null> {
    const entry = this.entries.get(name)
    if (!entry) return null
    const file = `${this.file}/${name}`
    if (entry.encrypted)
      throw new SeptumError('FILE_MALFORMED', { file, reason: 'its archive asks for a password' })
    if (entry.method !== 0 && entry.method !== 8)
      throw new SeptumError('FILE_MALFORMED', {
        file,
        reason: `its archive packs it by method ${entry.method}`,
      })
    if (entry.bytes > largestEntryBytes)
      throw new SeptumError('ARCHIVE_UNSAFE', {
        file: this.file,
        reason: `"${name}" would unpack to ${entry.bytes} bytes`,
      })
    // Little of the packed bytes is enough for a head: deflate hardly ever makes data longer.
    const few = limit >= 0 && limit * 2 < entry.bytes
    if (few) {
      const head = inflated(
        entry,
        await this.#packed(entry, Math.min(entry.packedBytes, limit + 4096)),
        true,
        file,
      )
      if (head.length >= limit) return { bytes: head.slice(0, limit), size: entry.bytes }
    }
    const whole = inflated(entry, await this.#packed(entry, entry.packedBytes), false, file)
    if (whole.length !== entry.bytes || crc32(whole) !== entry.crc)
      throw new SeptumError('FILE_MALFORMED', { file, reason: 'its archive is damaged (checksum)' })
    return {
      bytes: limit < 0 ? whole.slice(limit) : whole.subarray(0, Math.min(limit, whole.length)),
      size: whole.length,
    }
  }

  async #packed(entry: ZipEntry, count: number): Promise<Bytes> {
    const handle = await open(this.file, 'r')
    try {
      const head = new DataView(new ArrayBuffer(30))
      await handle.read(head, 0, 30, entry.headerAt)
      if (head.getUint32(0, true) !== 0x04034b50) {
        const reason = `"${entry.name}" is not where its directory says`
        throw new SeptumError('FILE_MALFORMED', { file: this.file, reason })
      }
      const from = entry.headerAt + 30 + head.getUint16(26, true) + head.getUint16(28, true)
      const bytes = new Uint8Array(count)
      const { bytesRead } = await handle.read(bytes, 0, count, from)
      return bytes.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  }
}

function inflated({ method, bytes }: ZipEntry, packed: Bytes, part: boolean, file: string): Bytes {
  if (method === 0) return packed
  try {
    const settings = part ? { finishFlush: constants.Z_SYNC_FLUSH } : { maxOutputLength: Math.max(1, bytes) }
    const plain = inflateRawSync(packed, settings)
    return new Uint8Array(plain.buffer as ArrayBuffer, plain.byteOffset, plain.length)
  } catch (error) {
    throw new SeptumError('FILE_MALFORMED', { file, reason: 'its archive is damaged' }, { cause: error })
  }
}
