import type { DataSet } from 'dicom-parser'
import { functionalGroups, numbers } from './dicomGeometry'
import { lookupOf } from './lookupTables'

/** A window that a file asks for, after rescale: the exact interval that goes from black to white. */
export interface FileWindow {
  readonly centre: number
  readonly width: number
  /** The file asks for a curve; this is the straight line that comes nearest. */
  readonly curve?: 'sigmoid' | 'table'
}

/**
 * The first window that can be used: of the file, or of the first frame of an enhanced one; else the range of its VOI LUT.
 * LINEAR needs a width of 2 or more, the other functions one above 0; null: there is none (PS3.3 C.11.2.1.2, X8).
 */
export function fileWindow(dataSet: DataSet): FileWindow | null {
  const { shared, perFrame } = functionalGroups(dataSet)
  const macros = [perFrame[0], shared].map((group) => group?.elements['x00289132']?.items?.[0]?.dataSet)
  const places = [dataSet, ...macros].flatMap((place) => (place ? [place] : []))
  for (const place of places) {
    const found = windowAt(place)
    if (found) return found
  }
  return tableWindow(dataSet)
}

function windowAt(dataSet: DataSet): FileWindow | null {
  const kind = dataSet.string('x00281056')?.trim() || 'LINEAR'
  const centres = numbers(dataSet, 'x00281050')
  const widths = numbers(dataSet, 'x00281051')
  const least = kind === 'LINEAR' ? 2 : Number.MIN_VALUE
  const at = centres.findIndex((_, i) => (widths[i] ?? 0) >= least)
  if (at < 0) return null
  const [centre, width] = [centres[at]!, widths[at]!]
  // The sigmoid 1 / (1 + exp(-4 (x - c) / w)) has the slope 1 / w in its middle, as the line of that window has.
  if (kind === 'SIGMOID') return { centre, width, curve: 'sigmoid' }
  // LINEAR counts to width - 1 about centre - 0.5; what is kept is the exact interval.
  return kind === 'LINEAR' ? { centre: centre - 0.5, width: width - 1 } : { centre, width }
}

/** Where the first VOI LUT rises from its smallest to its largest output. */
function tableWindow(dataSet: DataSet): FileWindow | null {
  const item = dataSet.elements['x00283010']?.items?.[0]?.dataSet
  const table = item && lookupOf(item, (dataSet.uint16('x00280103') ?? 0) === 1)
  if (!table) return null
  const { first, values } = table
  const [low, high] = [values[0]!, values.at(-1)!]
  let from = 0
  while (from < values.length - 1 && values[from + 1] === low) from++
  let to = values.length - 1
  while (to > from + 1 && values[to - 1] === high) to--
  return to > from ? { centre: first + (from + to) / 2, width: to - from, curve: 'table' } : null
}
