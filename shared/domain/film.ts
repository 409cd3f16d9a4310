import { SeptumError } from '#shared/errors/SeptumError'

/** One fixed validation slice of one epoch: 8-bit grey image, true labels, predicted labels; rows × columns each. */
export interface FilmPicture {
  readonly image: Uint8Array
  readonly truth: Uint8Array
  readonly prediction: Uint8Array
}

/** Heads the pictures of an epoch; all have the same size. */
export interface FilmHeader {
  readonly columns: number
  readonly rows: number
  /** Pixel size after preparation, mm. */
  readonly spacingMm: number
}

const magic = 0x314d4653 // "SFM1", little-endian
const headBytes = 20

/** Name of an epoch's film below a run's `film` folder; epochs count from 1. */
export const filmFileName = (epoch: number): string => `epoch-${String(epoch).padStart(3, '0')}.bin`

/** The film of one epoch as a file: magic, count, columns, rows (u32), spacing (f32), then plane after plane. */
export function filmBytes(header: FilmHeader, pictures: readonly FilmPicture[]): Uint8Array {
  const plane = header.columns * header.rows
  const bytes = new Uint8Array(headBytes + pictures.length * 3 * plane)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, magic, true)
  view.setUint32(4, pictures.length, true)
  view.setUint32(8, header.columns, true)
  view.setUint32(12, header.rows, true)
  view.setFloat32(16, header.spacingMm, true)
  pictures.forEach(({ image, truth, prediction }, index) =>
    [image, truth, prediction].forEach((values, part) =>
      bytes.set(values, headBytes + (index * 3 + part) * plane),
    ),
  )
  return bytes
}

/** One picture of a film file: its header and the three planes (image, truth, prediction), one after the other. */
export function filmPicture(
  file: string,
  bytes: Uint8Array,
  index: number,
): { header: FilmHeader; planes: Uint8Array } {
  const damaged = (reason: string) => new SeptumError('FILE_MALFORMED', { file, reason })
  if (bytes.byteLength < headBytes) throw damaged('its head is missing')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0, true) !== magic) throw damaged('it is not a film of a run')
  const count = view.getUint32(4, true)
  const columns = view.getUint32(8, true)
  const rows = view.getUint32(12, true)
  const spacingMm = view.getFloat32(16, true)
  const plane = columns * rows
  if (bytes.byteLength !== headBytes + count * 3 * plane) throw damaged('its length does not fit its head')
  if (index >= count) throw new SeptumError('NOT_FOUND', { kind: 'picture', id: index + 1 })
  const from = headBytes + index * 3 * plane
  return { header: { columns, rows, spacingMm }, planes: bytes.slice(from, from + 3 * plane) }
}
