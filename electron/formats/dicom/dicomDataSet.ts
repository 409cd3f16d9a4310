import { inflateRawSync } from 'node:zlib'
import dicomParser, { type DataSet } from 'dicom-parser'
import { SeptumError } from '#shared/errors/SeptumError'
import { pixelDataTag } from './pixelElement'
import { pixelCoding, transferSyntax } from './transferSyntax'

/** A deflated data set may unpack to this much, no more. */
const largestDeflated = 2 ** 28

interface Start {
  readonly bytes: Uint8Array
  /** How the data set itself is written, where the file meta information is silent or wrong. */
  readonly guessed: string | null
  /** What the file meta information says of it, where it is wrong about the data set. */
  readonly declared?: string
}

const group = (bytes: Uint8Array, at: number, little: boolean): number =>
  little ? bytes[at]! | (bytes[at + 1]! << 8) : (bytes[at]! << 8) | bytes[at + 1]!

const isVr = (bytes: Uint8Array, at: number): boolean =>
  [0, 1].every((i) => bytes[at + i]! >= 65 && bytes[at + i]! <= 90)

/** The syntax of a data set that begins with group 8 at `at`, or null where nothing looks like one. */
function guessedSyntax(bytes: Uint8Array, at: number): string | null {
  if (bytes.length < at + 12) return null
  if (group(bytes, at, true) === 8 && bytes[at + 3]! === 0) {
    if (isVr(bytes, at + 4)) return transferSyntax.explicitLittle
    // An implicit length of a first element is small; anything else is chance.
    return bytes[at + 6] === 0 && bytes[at + 7] === 0 ? transferSyntax.implicitLittle : null
  }
  if (group(bytes, at, false) === 8 && bytes[at + 2]! === 0 && isVr(bytes, at + 4))
    return transferSyntax.explicitBig
  return null
}

const hasMagic = (bytes: Uint8Array): boolean =>
  bytes[128] === 0x44 && bytes[129] === 0x49 && bytes[130] === 0x43 && bytes[131] === 0x4d

/** Where a file's data set starts: with preamble, with meta information alone, or bare. Null: this is no DICOM. */
function startOf(bytes: Uint8Array): Start | null {
  if (hasMagic(bytes)) {
    if (group(bytes, 132, true) === 2) return mended(bytes) ?? { bytes, guessed: null }
    const guessed = guessedSyntax(bytes, 132)
    return guessed ? { bytes: bytes.subarray(132), guessed } : { bytes, guessed: null }
  }
  if (group(bytes, 0, true) === 2 && bytes[3] === 0 && isVr(bytes, 4)) {
    const whole = new Uint8Array(132 + bytes.length)
    whole.set([0x44, 0x49, 0x43, 0x4d], 128)
    whole.set(bytes, 132)
    return { bytes: whole, guessed: null }
  }
  const guessed = guessedSyntax(bytes, 0)
  return guessed ? { bytes, guessed } : null
}

/** Where the data set is written in another way than the file meta information says, or it says nothing; else null. */
function mended(bytes: Uint8Array): Start | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 132
  let declared = ''
  while (at + 12 <= bytes.length && group(bytes, at, true) === 2 && isVr(bytes, at + 4)) {
    const isLong = /^(OB|OW|UN|SQ|UT)$/.test(String.fromCharCode(bytes[at + 4]!, bytes[at + 5]!))
    const from = at + (isLong ? 12 : 8)
    const next = from + (isLong ? view.getUint32(at + 8, true) : view.getUint16(at + 6, true))
    if (view.getUint16(at + 2, true) === 0x10)
      declared = String.fromCharCode(...bytes.subarray(from, Math.min(next, from + 64))).replace(
        /[\0 ]+$/,
        '',
      )
    at = next
  }
  const guessed = declared === transferSyntax.deflated ? null : guessedSyntax(bytes, at)
  if (!guessed) return null
  const said = [transferSyntax.implicitLittle, transferSyntax.explicitBig].find((uid) => uid === declared)
  if (declared && guessed === (said ?? transferSyntax.explicitLittle)) return null
  return { bytes: bytes.subarray(at), guessed, ...(pixelCoding(declared) !== 'native' ? { declared } : {}) }
}

/** True where the first bytes can be those of a DICOM file, with or without preamble. */
export const looksLikeDicom = (bytes: Uint8Array): boolean => startOf(bytes) !== null

/** An attribute, pixels apart, that goes on behind the end: the parser passes it where its VR is not written. */
const cutOff = ({ elements, byteArray }: DataSet): boolean =>
  Object.values(elements).some(
    ({ tag, dataOffset, length }) => !tag.startsWith('x7fe0') && dataOffset + length > byteArray.length,
  )

/**
 * The data set of a DICOM file up to and with the head of its pixel data, never the pixels. `bytes` may be the first part
 * of the file: the answer is then null where more of it is needed (`whole` false).
 * Errors: FILE_NOT_IMAGE, FILE_TRUNCATED, FILE_MALFORMED.
 */
export function dicomDataSet(
  bytes: Uint8Array,
  file: string,
  whole: boolean,
): { dataSet: DataSet; syntax: string } | null {
  const start = startOf(bytes)
  if (!start) throw new SeptumError('FILE_NOT_IMAGE', { file, reason: 'it is neither DICOM nor NIfTI' })
  try {
    const dataSet = dicomParser.parseDicom(start.bytes, {
      untilTag: pixelDataTag,
      ...(start.guessed ? { TransferSyntaxUID: start.guessed } : {}),
      inflater: (packed: Uint8Array, position: number) => inflated(packed, position, file),
    })
    if (cutOff(dataSet)) {
      if (!whole) return null
      throw truncated(bytes, file)
    }
    const syntax = start.declared || start.guessed || (dataSet.string('x00020010') ?? '').trim()
    return { dataSet, syntax }
  } catch (error) {
    if (!whole) return null
    if (error instanceof SeptumError) throw error
    throw brokenOff(error, bytes, file)
  }
}

/** The parser throws strings, objects and RangeErrors; running past the end means that the file stops too early. */
export function brokenOff(error: unknown, bytes: Uint8Array, file: string): SeptumError {
  const inner = typeof error === 'object' && error && 'exception' in error ? error.exception : error
  const reason = (inner instanceof Error ? inner.message : String(inner)).replace(/^dicomParser\.\w+: /, '')
  if (/past the end|out of bounds|buffer over(read|run)|position|eof|attempt to read|missing/i.test(reason))
    return truncated(bytes, file, inner)
  return new SeptumError('FILE_MALFORMED', { file, reason }, { cause: inner })
}

const truncated = ({ length }: Uint8Array, file: string, cause?: unknown): SeptumError =>
  new SeptumError('FILE_TRUNCATED', { file, expected: `more than ${length}`, found: length }, { cause })

function inflated(packed: Uint8Array, position: number, file: string): Uint8Array {
  try {
    const plain = inflateRawSync(packed.subarray(position), { maxOutputLength: largestDeflated })
    const out = new Uint8Array(position + plain.length)
    out.set(packed.subarray(0, position))
    out.set(plain, position)
    return out
  } catch (error) {
    throw new SeptumError(
      'FILE_MALFORMED',
      { file, reason: 'its deflated data set cannot be unpacked' },
      { cause: error },
    )
  }
}
