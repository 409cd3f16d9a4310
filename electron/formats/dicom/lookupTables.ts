import type { DataSet } from 'dicom-parser'
import type { GreyTables, Lookup } from './shownValues'

/** A lookup table's descriptor: entries (0 stands for 65536), the value of the first one, bits an entry. */
function descriptor(
  dataSet: DataSet,
  tag: string,
  signed: boolean,
): { entries: number; first: number; bits: number } | null {
  const element = dataSet.elements[tag]
  if (!element || element.length < 6) return null
  const entries = dataSet.uint16(tag, 0) ?? 0
  const first = (signed ? dataSet.int16(tag, 1) : dataSet.uint16(tag, 1)) ?? 0
  return { entries: entries || 65_536, first, bits: dataSet.uint16(tag, 2) ?? 16 }
}

/** The entries of a table; bytes where the file packs entries of 8 bits two to a word. Null where they are not all there. */
function entriesOf(dataSet: DataSet, tag: string, count: number): Uint16Array | null {
  const element = dataSet.elements[tag]
  if (!element) return null
  if (element.length >= 2 * count)
    return Uint16Array.from({ length: count }, (_, i) => dataSet.uint16(tag, i) ?? 0)
  if (element.length < count) return null
  return Uint16Array.from(dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + count))
}

function paletteLuminance(dataSet: DataSet): Lookup | null {
  const described = descriptor(dataSet, 'x00281101', false)
  if (!described) return null
  const [red, green, blue] = ['x00281201', 'x00281202', 'x00281203'].map((tag) =>
    entriesOf(dataSet, tag, described.entries),
  )
  if (!red || !green || !blue) return null
  const values = red.map((value, i) => Math.round(0.299 * value + 0.587 * green[i]! + 0.114 * blue[i]!))
  return { first: described.first, values }
}

/** The table of a modality or VOI LUT item (PS3.3 C.11.1, C.11.2); null where it is not all there. */
export function lookupOf(item: DataSet, signed: boolean): Lookup | null {
  const described = descriptor(item, 'x00283002', signed)
  const values = described && entriesOf(item, 'x00283006', described.entries)
  return values ? { first: described.first, values } : null
}

function modalityTable(dataSet: DataSet, signed: boolean): Lookup | null {
  const item = dataSet.elements['x00283000']?.items?.[0]?.dataSet
  return item ? lookupOf(item, signed) : null
}

/** The tables through which a file's stored numbers go before rescale and window. */
export const greyTables = (dataSet: DataSet, signed: boolean): GreyTables => ({
  palette: paletteLuminance(dataSet),
  modality: modalityTable(dataSet, signed),
})
