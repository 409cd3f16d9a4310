import { gzipSync } from 'fflate'
import { SeptumError } from '#shared/errors/SeptumError'
import { isGzip, unpackGzip } from '#electron/formats/unpackGzip'

/** Where free text stands in the header: NIfTI-1's data_type and db_name, descrip, aux_file, intent_name; NIfTI-2's last three. */
const textFields = {
  348: [
    [4, 32],
    [148, 252],
    [328, 344],
  ],
  540: [
    [240, 344],
    [508, 524],
  ],
} as const

const textNames = {
  348: ['Data type and name of the database', 'Description and auxiliary file', 'Name of the intent'],
  540: ['Description and auxiliary file', 'Name of the intent'],
} as const

/** What an unpacked file may hold. */
const largestBytes = 2 * 2 ** 30

/**
 * A NIfTI file with the free text of its header blank and its extensions dropped; voxels and geometry stay to the byte.
 * Errors: FILE_NOT_IMAGE, FILE_TRUNCATED, and those of `unpackGzip`.
 */
export function deidentifyNifti(bytes: Uint8Array<ArrayBuffer>, file: string): Uint8Array {
  const packed = isGzip(bytes)
  const { plain, view, little, size } = opened(bytes, file)
  for (const [from, to] of textFields[size]) plain.fill(0, from, to)

  const single =
    String.fromCharCode(...plain.subarray(size === 348 ? 344 : 4, size === 348 ? 346 : 6)) === 'n+'
  const offset = size === 348 ? view.getFloat32(108, little) : Number(view.getBigInt64(168, little))
  const start = size + 4
  if (!single || !(offset >= start) || offset > plain.length) {
    if (plain.length >= start) plain.fill(0, size, start)
    return packed ? gzipSync(plain, { mtime: 0 }) : plain
  }
  const out = new Uint8Array(start + plain.length - offset)
  out.set(plain.subarray(0, size))
  out.set(plain.subarray(offset), start)
  const head = new DataView(out.buffer)
  if (size === 348) head.setFloat32(108, start, little)
  else head.setBigInt64(168, BigInt(start), little)
  return packed ? gzipSync(out, { mtime: 0 }) : out
}

/** The free texts of a header that say something. Errors: as `deidentifyNifti`. */
export function niftiTexts(bytes: Uint8Array<ArrayBuffer>, file: string): { name: string; text: string }[] {
  const { plain, size } = opened(bytes, file)
  return textFields[size].flatMap(([from, to], at) => {
    const text = String.fromCharCode(
      ...plain.subarray(from, to).map((code) => (code < 32 ? 32 : code)),
    ).trim()
    return text ? [{ name: textNames[size][at]!, text: text.replace(/ {2,}/g, ' ') }] : []
  })
}

interface Opened {
  readonly plain: Uint8Array<ArrayBuffer>
  readonly view: DataView
  readonly little: boolean
  readonly size: keyof typeof textFields
}

function opened(bytes: Uint8Array<ArrayBuffer>, file: string): Opened {
  const plain = isGzip(bytes) ? unpackGzip(bytes, largestBytes, file) : bytes.slice()
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength)
  if (plain.length < 352)
    throw new SeptumError('FILE_TRUNCATED', { file, expected: 352, found: plain.length })
  const little = [348, 540].includes(view.getInt32(0, true))
  const size = view.getInt32(0, little)
  if (size !== 348 && size !== 540)
    throw new SeptumError('FILE_NOT_IMAGE', { file, reason: 'it has no NIfTI header' })
  return { plain, view, little, size }
}
