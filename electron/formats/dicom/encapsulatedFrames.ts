import type { DataSet } from 'dicom-parser'

const itemTag = 0xe000fffe

interface Fragment {
  readonly from: number
  readonly length: number
  /** Offset of the item from the first one after the offset table, as the table counts. */
  readonly offset: number
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Fragments and offset table of encapsulated pixel data (PS3.5 A.4), each length checked against the file. */
function fragmentsOf(bytes: Uint8Array, start: number): { table: number[]; fragments: Fragment[] } {
  const view = viewOf(bytes)
  let at = start
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

/** The extended offset table (PS3.3 C.7.6.3.1.8): 64-bit offsets, for files in which 32 bits do not reach. */
function extendedTable(dataSet: DataSet): number[] {
  const element = dataSet.elements['x7fe00001']
  if (!element || element.length <= 0) return []
  const view = viewOf(dataSet.byteArray)
  return Array.from({ length: Math.floor(element.length / 8) }, (_, i) =>
    Number(view.getBigUint64(element.dataOffset + 8 * i, true)),
  )
}

/** Where a codestream begins: JPEG and JPEG-LS with FFD8, JPEG 2000 with FF4F or its file's signature box. */
function beginsPicture(bytes: Uint8Array, { from, length }: Fragment): boolean {
  if (length < 4) return false
  const head = viewOf(bytes).getUint32(from, false)
  return head >>> 16 === 0xffd8 || head === 0xff4fff51 || head === 0x0000000c
}

/** Fragments by frame: where `starts` says that a frame begins. Null where it does not begin `frames` of them. */
function grouped(
  fragments: readonly Fragment[],
  frames: number,
  starts: (fragment: Fragment) => boolean,
): Fragment[][] | null {
  const groups: Fragment[][] = []
  for (const fragment of fragments) {
    if (starts(fragment)) groups.push([fragment])
    else groups.at(-1)?.push(fragment)
  }
  return groups.length === frames ? groups : null
}

/**
 * The packed bytes of each frame: by the offset table where it fits the fragments; else one fragment a frame, or all of
 * them for a single frame; else by the first bytes of the pictures (fragmented frames without a table).
 * Throws plain Errors where the pixel data are broken.
 */
export function encapsulatedFrames(
  dataSet: DataSet,
  start: number,
  frames: number,
): (index: number) => Uint8Array {
  const bytes = dataSet.byteArray
  const { table, fragments } = fragmentsOf(bytes, start)
  const byTable = [extendedTable(dataSet), table].find((offsets) => offsets.length >= frames)
  const offsets = new Set(byTable?.slice(0, frames))
  const groups =
    (frames === 1 ? [fragments] : null) ??
    (offsets.size === frames ? grouped(fragments, frames, ({ offset }) => offsets.has(offset)) : null) ??
    (fragments.length === frames ? fragments.map((fragment) => [fragment]) : null) ??
    grouped(fragments, frames, (fragment) => beginsPicture(bytes, fragment)) ??
    fragments.map((fragment) => [fragment])
  return (index) => {
    const own = groups[index]
    if (!own || own.length === 0) throw new Error(`frame ${index + 1} has no pixel data`)
    const parts = own.map(({ from, length }) => bytes.subarray(from, from + length))
    return parts.length === 1 ? parts[0]! : new Uint8Array(Buffer.concat(parts))
  }
}
