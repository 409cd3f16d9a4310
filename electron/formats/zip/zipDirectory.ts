import type { FileHandle } from 'node:fs/promises'
import { SeptumError } from '#shared/errors/SeptumError'
import { entryName } from './entryName'

/** One file of an archive as the central directory lists it. */
export interface ZipEntry {
  /** Path within the archive, parts divided by '/'; never absolute, never with '..'. */
  readonly name: string
  /** 0: stored, 8: deflated. */
  readonly method: number
  readonly encrypted: boolean
  readonly crc: number
  readonly packedBytes: number
  readonly bytes: number
  readonly headerAt: number
}

const maxEntries = 200_000
/** Deflate makes at most 1032 bytes of one (RFC 1951). */
const largestRatio = 1040

/** Errors: FILE_MALFORMED where the archive has no directory, ARCHIVE_UNSAFE where it is made to do harm. */
export async function zipDirectory(handle: FileHandle, size: number, file: string): Promise<ZipEntry[]> {
  const broken = (reason: string): SeptumError => new SeptumError('FILE_MALFORMED', { file, reason })
  const read = async (at: number, length: number): Promise<DataView> => {
    if (at < 0 || length < 0 || at + length > size) throw broken('its directory is cut off')
    const bytes = new Uint8Array(length)
    await handle.read(bytes, 0, length, at)
    return new DataView(bytes.buffer)
  }
  const { count, from, length } = await directoryPlace(read, size, broken)
  if (count > maxEntries) throw unsafe(file, `it lists ${count} files`)
  const directory = await read(from, length)
  const entries: ZipEntry[] = []
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + 46 > length || directory.getUint32(at, true) !== 0x02014b50)
      throw broken('its directory is damaged')
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((offset) =>
      directory.getUint16(at + offset, true),
    )
    const next = at + 46 + nameLength! + extraLength! + noteLength!
    if (next > length) throw broken('its directory is damaged')
    const entry = directoryEntry(directory, at, file)
    if (entry) entries.push(entry)
    at = next
  }
  assertHarmless(entries, size, file)
  return entries
}

const unsafe = (file: string, reason: string): SeptumError =>
  new SeptumError('ARCHIVE_UNSAFE', { file, reason })

async function directoryPlace(
  read: (at: number, length: number) => Promise<DataView>,
  size: number,
  broken: (reason: string) => SeptumError,
): Promise<{ count: number; from: number; length: number }> {
  const tailLength = Math.min(size, 65_557)
  const tail = await read(size - tailLength, tailLength)
  let end = tailLength - 22
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end--
  if (end < 0) throw broken('it is no zip archive, or its end is missing')
  const place = {
    count: tail.getUint16(end + 10, true),
    length: tail.getUint32(end + 12, true),
    from: tail.getUint32(end + 16, true),
  }
  const locator = end - 20
  if (locator < 0 || tail.getUint32(locator, true) !== 0x07064b50) return place
  const record = await read(Number(tail.getBigUint64(locator + 8, true)), 56)
  if (record.getUint32(0, true) !== 0x06064b50) throw broken('its directory is damaged')
  const [count, length, from] = [32, 40, 48].map((offset) => Number(record.getBigUint64(offset, true)))
  return { count: count!, length: length!, from: from! }
}

/** Null for folders and links, which are not read. */
function directoryEntry(directory: DataView, at: number, file: string): ZipEntry | null {
  const flags = directory.getUint16(at + 8, true)
  const nameLength = directory.getUint16(at + 28, true)
  const bytesOf = (from: number, length: number): Uint8Array =>
    new Uint8Array(directory.buffer, directory.byteOffset + from, length)
  const name = entryName(bytesOf(at + 46, nameLength), (flags & 0x800) !== 0)
  const attributes = directory.getUint32(at + 38, true)
  const madeOnUnix = directory.getUint8(at + 5) === 3
  if (name.endsWith('/') || (madeOnUnix && ((attributes >>> 28) & 15) === 10)) return null
  if (/^([/\\]|[a-z]:)/i.test(name) || name.split(/[/\\]/).includes('..') || name.includes('\0'))
    throw unsafe(file, `it holds "${name}", which leads out of it`)
  const sizes = {
    packedBytes: directory.getUint32(at + 20, true),
    bytes: directory.getUint32(at + 24, true),
    headerAt: directory.getUint32(at + 42, true),
  }
  return {
    name: name.replaceAll('\\', '/'),
    method: directory.getUint16(at + 10, true),
    encrypted: (flags & 1) !== 0,
    crc: directory.getUint32(at + 16, true),
    ...withZip64(sizes, directory, at + 46 + nameLength, directory.getUint16(at + 30, true)),
  }
}

type Sizes = Pick<ZipEntry, 'packedBytes' | 'bytes' | 'headerAt'>

/** Numbers that 32 bits do not hold stand in the extra field 1, in this order, where they are needed. */
function withZip64(sizes: Sizes, directory: DataView, from: number, length: number): Sizes {
  const full = { ...sizes }
  for (let at = from; at + 4 <= from + length;) {
    const end = Math.min(at + 4 + directory.getUint16(at + 2, true), from + length)
    if (directory.getUint16(at, true) === 1) {
      let value = at + 4
      for (const key of ['bytes', 'packedBytes', 'headerAt'] as const) {
        if (sizes[key] !== 0xffffffff || value + 8 > end) continue
        full[key] = Number(directory.getBigUint64(value, true))
        value += 8
      }
    }
    at = end
  }
  return full
}

/** Bombs: a file that unpacks to more than deflate can make, or files that lie over each other. */
function assertHarmless(entries: readonly ZipEntry[], size: number, file: string): void {
  let end = 0
  for (const { name, packedBytes, bytes, headerAt } of [...entries].sort((a, b) => a.headerAt - b.headerAt)) {
    if (bytes > packedBytes * largestRatio + 1024)
      throw unsafe(file, `"${name}" claims to unpack to ${bytes} bytes`)
    if (headerAt < end) throw unsafe(file, `"${name}" lies over another file of it`)
    end = headerAt + 30 + packedBytes
    if (end > size) throw new SeptumError('FILE_MALFORMED', { file, reason: `"${name}" is cut off` })
  }
}
