import type { DataSet } from 'dicom-parser'
import { pixelDataTag } from './dicomDataSet'

const itemTag = 0xe000fffe

interface Fragment {
  readonly from: number
  readonly length: number
  /** Offset of the item from the first one after the offset table, as the table counts. */
  readonly offset: number
}

/** Fragments and offset table of encapsulated pixel data (PS3.5 A.4), each length checked against the file. */
function fragmentsOf(dataSet: DataSet): { table: number[]; fragments: Fragment[] } {
  const bytes = dataSet.byteArray
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = dataSet.elements[pixelDataTag]!.dataOffset
  const item = (): { from: number; length: number } | null => {
    if (at + 8 > bytes.length) return null
    // Read as one little-endian number, the tag (FFFE,E000) is E000FFFE; anything else ends the items.
    if (view.getUint32(at, true) !== itemTag) return null
    const length = view.getUint32(at + 4, true)
    const from = at + 8
    if (from + length > bytes.length) throw new Error('a fragment of the pixel data is cut off')
    at = from + length
    return { from, length }
  }
  const head = item()
  if (!head) throw new Error('the pixel data have no offset table')
  const table: number[] = []
  for (let i = 0; i + 4 <= head.length; i += 4) table.push(view.getUint32(head.from + i, true))
  const first = at
  const fragments: Fragment[] = []
  for (let next = item(); next; next = item()) fragments.push({ ...next, offset: next.from - 8 - first })
  return { table, fragments }
}

/** The compressed bytes of one frame: by the offset table, else one fragment a frame, else all of it for a single frame. */
export function encapsulatedFrame(dataSet: DataSet, index: number, frames: number): Uint8Array {
  const { table, fragments } = fragmentsOf(dataSet)
  const [from, to] = [table[index], table[index + 1] ?? Infinity]
  const own =
    from !== undefined && table.length >= frames
      ? fragments.filter(({ offset }) => offset >= from && offset < to)
      : frames === 1
        ? fragments
        : fragments.length === frames
          ? fragments.slice(index, index + 1)
          : []
  if (own.length === 0) throw new Error(`frame ${index + 1} has no pixel data`)
  const parts = own.map(({ from: start, length }) => dataSet.byteArray.subarray(start, start + length))
  return Uint8Array.from(Buffer.concat(parts))
}
