import type { Picture } from '#electron/formats/readPicture'

/** A mask as whole numbers: index of the palette, grey value, or `red × 65536 + green × 256 + blue`. */
export interface MaskValues {
  readonly columns: number
  readonly rows: number
  readonly values: Int32Array
  readonly kind: 'palette' | 'grey' | 'colour'
  /** Values that are there, with their pixels, smallest first. */
  readonly counts: ReadonlyMap<number, number>
}

/** A grey JPEG of a mask is nearly black and white: this share lies within `nearEnd` of either. */
const mostlyEnds = 0.95
const nearEnd = 48

/** Pixels of palette images with this index count for nothing (VOC's outline). */
export const ignoredIndex = 255

/**
 * The values of a mask. Alpha is left out; equal channels are grey. The blur that a JPEG leaves about an edge is taken
 * away where the mask is black and white. Throws a plain Error for a picture that is no mask.
 */
export function maskValues({ columns, rows, channels, data, palette }: Picture, lossy: boolean): MaskValues {
  const size = columns * rows
  const colours = channels > 2 ? 3 : 1
  const values = new Int32Array(size)
  let grey = true
  for (let i = 0; i < size; i++) {
    const at = i * channels
    const [r, g, b] = [data[at]!, data[at + 1] ?? 0, data[at + 2] ?? 0]
    if (colours === 3 && (r !== g || r !== b)) grey = false
    values[i] = colours === 1 ? r : r * 65_536 + g * 256 + b
  }
  if (colours === 3 && grey) for (let i = 0; i < size; i++) values[i] = data[i * channels]!
  const kind = palette ? 'palette' : colours === 3 && !grey ? 'colour' : 'grey'
  if (lossy) sharpened(values, kind)
  return { columns, rows, values, kind, counts: counted(values) }
}

/** Black and white again, where a JPEG was that before it was packed. Colours are compared by their brightest channel. */
function sharpened(values: Int32Array, kind: MaskValues['kind']): void {
  const bright = (value: number): number =>
    kind === 'colour' ? Math.max(value >> 16, (value >> 8) & 255, value & 255) : value
  let ends = 0
  for (const value of values) {
    const light = bright(value)
    if (light <= nearEnd || light >= 255 - nearEnd) ends++
  }
  if (ends < mostlyEnds * values.length) return
  for (let i = 0; i < values.length; i++) values[i] = bright(values[i]!) > 127 ? 255 : 0
}

/** A picture of more values than these is no mask. */
const mostValues = 1024

function counted(values: Int32Array): Map<number, number> {
  const counts = new Map<number, number>()
  let [last, run] = [-1, 0]
  const add = (): void => {
    counts.set(last, (counts.get(last) ?? 0) + run)
    if (counts.size > mostValues) throw new Error(`it has more than ${mostValues} values, so it is no mask`)
  }
  for (const value of values) {
    if (value !== last) {
      if (run > 0) add()
      ;[last, run] = [value, 0]
    }
    run++
  }
  if (run > 0) add()
  return new Map([...counts].sort(([a], [b]) => a - b))
}

/**
 * Which of two values is the object (rule `auto` of datasets.md B1.7): the dark one where it covers less than half and
 * the bright one more, else the bright one. Null where there are not two values.
 */
export function objectValue(counts: ReadonlyMap<number, number>): number | null {
  const [dark, bright, more] = [...counts.keys()].sort((a, b) => a - b)
  if (dark === undefined || bright === undefined || more !== undefined) return null
  const total = counts.get(dark)! + counts.get(bright)!
  return counts.get(dark)! < total / 2 && counts.get(bright)! > total / 2 ? dark : bright
}

/** Whether an object is drawn as a line: one erosion by 3 × 3 pixels takes more than nine tenths of it. */
export function isThinLine({ values, columns, rows }: MaskValues, object: number): boolean {
  let [all, inner] = [0, 0]
  for (let y = 0, i = 0; y < rows; y++)
    for (let x = 0; x < columns; x++, i++) {
      if (values[i] !== object) continue
      all++
      if (x > 0 && y > 0 && x < columns - 1 && y < rows - 1 && eightAre(values, i, columns, object)) inner++
    }
  return all > 0 && inner < 0.1 * all
}

function eightAre(values: Int32Array, i: number, columns: number, object: number): boolean {
  for (const row of [i - columns, i, i + columns])
    if (values[row - 1] !== object || values[row] !== object || values[row + 1] !== object) return false
  return true
}

/** Labels with everything that lines of `label` enclose filled: background that cannot reach the border (4 neighbours). */
export function filledLines(labels: Uint8Array, columns: number, rows: number, label: number): Uint8Array {
  const outside = new Uint8Array(labels.length)
  const waiting: number[] = []
  const visit = (i: number): void => {
    if (outside[i] || labels[i] !== 0) return
    outside[i] = 1
    waiting.push(i)
  }
  for (let x = 0; x < columns; x++) [x, (rows - 1) * columns + x].forEach(visit)
  for (let y = 0; y < rows; y++) [y * columns, y * columns + columns - 1].forEach(visit)
  for (let i = waiting.pop(); i !== undefined; i = waiting.pop()) {
    const x = i % columns
    if (x > 0) visit(i - 1)
    if (x < columns - 1) visit(i + 1)
    if (i >= columns) visit(i - columns)
    if (i < labels.length - columns) visit(i + columns)
  }
  return labels.map((value, i) => (value === 0 && !outside[i] ? label : value))
}
