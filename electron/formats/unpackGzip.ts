import { constants, gunzipSync } from 'node:zlib'
import { SeptumError } from '#shared/errors/SeptumError'
import { reasonOf } from './fileBytes'

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/**
 * What a gzip stream holds, as far as it goes: a stream that stops early gives the bytes up to there, so that the caller,
 * who knows how many are due, can say how many are missing. A stream that unpacks to more than `limit` bytes is refused
 * before they are kept (FILE_MALFORMED), as is one whose checksum is wrong.
 */
export function unpackGzip(packed: Uint8Array, limit: number, file: string): Uint8Array<ArrayBuffer> {
  // Deflate makes at most 1032 bytes of one (RFC 1951): no room is made for more, whatever a header promises.
  const most = Math.max(1024, Math.min(limit, packed.length * 1040))
  try {
    const plain = gunzipSync(packed, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH })
    return new Uint8Array(plain.buffer as ArrayBuffer, plain.byteOffset, plain.length)
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    const reason = tooLarge ? 'it unpacks to far more than its header says' : `gzip: ${reasonOf(error)}`
    throw new SeptumError('FILE_MALFORMED', { file, reason }, { cause: error })
  }
}

/** The first bytes of a gzip stream, from its first packed bytes alone; fewer than `count` when there are no more. */
export function gzipHead(packed: Uint8Array, count: number, file: string): Uint8Array<ArrayBuffer> {
  // 1032 is deflate's largest ratio (RFC 1951), so this much input cannot unpack past the limit.
  const enough = packed.subarray(0, Math.min(packed.length, 65_536))
  return unpackGzip(enough, enough.length * 1040 + 1024, file).slice(0, count)
}
