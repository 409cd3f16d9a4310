import type { DataSet } from 'dicom-parser'
import { items } from './items'

export type Vector = readonly [number, number, number]

/** Where one frame lies and when it was taken. Null: the file does not say. */
export interface FrameGeometry {
  /** Centre of the first pixel, LPS mm. */
  readonly positionMm: Vector | null
  /** Unit vectors along increasing column index and increasing row index. */
  readonly row: Vector | null
  readonly column: Vector | null
  /** Distance of pixel centres along x (column index) and y (row index). */
  readonly spacingMm: { readonly x: number; readonly y: number } | null
  readonly thicknessMm: number | null
  /** Distance of slice centres as the file says it; the positions are believed where there are several. */
  readonly betweenSlicesMm: number | null
  readonly triggerMs: number | null
  /** Number of the phase as the file counts it; tells the order of frames without trigger times. */
  readonly temporalIndex: number | null
  readonly slope: number
  readonly intercept: number
}

/** The numbers of a DS element; [] where it is absent or holds anything else. */
export function numbers(dataSet: DataSet | undefined, tag: string): number[] {
  const text = dataSet?.string(tag)
  if (!text) return []
  const values = text.split('\\').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  return values.every(Number.isFinite) ? values : []
}

export const number = (dataSet: DataSet | undefined, tag: string): number | null =>
  numbers(dataSet, tag)[0] ?? null

/** The places where an attribute of a frame may stand, the most particular first. */
interface Places {
  readonly frame: DataSet | undefined
  readonly shared: DataSet | undefined
  readonly top: DataSet
}

/** A macro's item: in the frame's functional groups, in the shared ones, or (classic objects) the data set itself. */
const macro = ({ frame, shared, top }: Places, sequence: string): DataSet =>
  items(frame, sequence)[0] ?? items(shared, sequence)[0] ?? top

function unit(v: readonly number[], from: number): Vector | null {
  const [x, y, z] = [v[from], v[from + 1], v[from + 2]]
  if (x === undefined || y === undefined || z === undefined) return null
  const length = Math.hypot(x, y, z)
  return length > 0.5 && length < 2 ? [x / length, y / length, z / length] : null
}

/** Geometry of each frame: of classic objects, where all frames share it, and of enhanced multi-frame ones (PS3.3 C.7.6.16). */
export function frameGeometry(dataSet: DataSet, frames: number): FrameGeometry[] {
  const { shared, perFrame } = functionalGroups(dataSet)
  const temporal = temporalDimension(dataSet)
  return Array.from({ length: frames }, (_, index) =>
    geometryAt({ frame: perFrame[index], shared, top: dataSet }, temporal),
  )
}

/** Functional groups of an enhanced object (PS3.3 C.7.6.16): those that all frames share, and those of each frame. */
export const functionalGroups = (dataSet: DataSet): { shared: DataSet | undefined; perFrame: DataSet[] } => ({
  shared: items(dataSet, 'x52009229')[0],
  perFrame: items(dataSet, 'x52009230'),
})

/** Which of a frame's dimension indices counts time: its pointer names the temporal index or the trigger delay; -1: none. */
function temporalDimension(dataSet: DataSet): number {
  return items(dataSet, 'x00209222').findIndex((dimension) => {
    const [group, element] = [dimension.uint16('x00209165', 0), dimension.uint16('x00209165', 1)]
    return group === 0x20 && (element === 0x9128 || element === 0x9153)
  })
}

/** Of an enhanced frame: its temporal index, else its index in the dimension of time; of a classic image its own attribute. */
function temporalIndex(places: Places, dimension: number): number | null {
  const content = items(places.frame, 'x00209111')[0]
  const bytes = content?.elements['x00209128']?.length ?? 0
  const named = bytes >= 4 ? content!.uint32('x00209128') : undefined
  const values = content?.elements['x00209157']?.length ?? 0
  const indexed =
    dimension >= 0 && values >= 4 * (dimension + 1) ? content!.uint32('x00209157', dimension) : undefined
  return named ?? indexed ?? number(places.top, 'x00200100')
}

function geometryAt(places: Places, temporal: number): FrameGeometry {
  const position = numbers(macro(places, 'x00209113'), 'x00200032')
  const cosines = numbers(macro(places, 'x00209116'), 'x00200037')
  const measures = macro(places, 'x00289110')
  const spacing = numbers(measures, 'x00280030')
  const rescale = macro(places, 'x00289145')
  const timing = macro(places, 'x00189118')
  const [betweenRows, betweenColumns] = spacing
  const row = unit(cosines, 0)
  const column = unit(cosines, 3)
  const square =
    row && column ? Math.abs(row[0] * column[0] + row[1] * column[1] + row[2] * column[2]) < 0.01 : false
  const slope = number(rescale, 'x00281053')
  return {
    positionMm: position.length === 3 ? [position[0]!, position[1]!, position[2]!] : null,
    row: square ? row : null,
    column: square ? column : null,
    spacingMm:
      betweenRows !== undefined && betweenColumns !== undefined && betweenRows > 0 && betweenColumns > 0
        ? { x: betweenColumns, y: betweenRows }
        : null,
    thicknessMm: number(measures, 'x00180050'),
    betweenSlicesMm: number(measures, 'x00180088'),
    triggerMs: nominalMs(timing) ?? number(places.top, 'x00181060'),
    temporalIndex: temporalIndex(places, temporal),
    slope: slope ?? 1,
    intercept: slope === null ? 0 : (number(rescale, 'x00281052') ?? 0),
  }
}

/** Nominal Cardiac Trigger Delay Time of an enhanced frame, ms (FD). */
function nominalMs(timing: DataSet): number | null {
  const element = timing.elements['x00209153']
  if (!element || element.length !== 8) return null
  const value = timing.double('x00209153')
  return value !== undefined && Number.isFinite(value) ? value : null
}
