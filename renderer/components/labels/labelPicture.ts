import type { LabelMapping, LabelTarget } from '#shared/domain/labelMap'
import { regions } from '#shared/domain/structures'

/** One slice with the label values as the file has them. */
export interface LabelExample {
  readonly columns: number
  readonly rows: number
  readonly grey: Uint8Array
  readonly values: Int32Array
}

/** Share of a structure's colour over the image. */
const cover = 0.55
/** What nobody has given a meaning yet is shown in white. */
const unnamedColour = '#ffffff'

const rgbOf = (colour: string): readonly [number, number, number] => [
  parseInt(colour.slice(1, 3), 16),
  parseInt(colour.slice(3, 5), 16),
  parseInt(colour.slice(5, 7), 16),
]

/** Pixels of which nobody says what they are. */
const ignoredColour = '#8a94a3'

/** Colour of a meaning: a structure's own, white where there is none yet, grey for what is not labelled, none for background. */
export function targetColour(target: LabelTarget | null): string | null {
  if (target === null) return unnamedColour
  if (target === 'not-labelled') return ignoredColour
  return target === 'background' ? null : regions[target].colour
}

/** Bytes of an example message: grey, then the values as 32-bit integers, little-endian. */
export function exampleOf(columns: number, rows: number, bytes: Uint8Array): LabelExample {
  const plane = columns * rows
  if (bytes.length !== 5 * plane)
    throw new Error(`${bytes.length} bytes are no slice of ${columns} × ${rows}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset + plane, 4 * plane)
  const values = Int32Array.from({ length: plane }, (_, i) => view.getInt32(4 * i, true))
  return { columns, rows, grey: bytes.subarray(0, plane), values }
}

/** The slice in grey with its structures in their colours, RGBA. */
export function colouredExample(
  { columns, rows, grey, values }: LabelExample,
  map: LabelMapping,
): Uint8ClampedArray<ArrayBuffer> {
  const colours = new Map<number, readonly [number, number, number] | null>()
  const colourOf = (value: number) => {
    const known = colours.get(value)
    if (known !== undefined) return known
    const colour = targetColour(map[String(value)] ?? null)
    const rgb = colour === null || value < 0 ? null : rgbOf(colour)
    colours.set(value, rgb)
    return rgb
  }
  const out = new Uint8ClampedArray(4 * columns * rows)
  for (let i = 0; i < values.length; i++) {
    const light = grey[i]!
    const rgb = colourOf(values[i]!) ?? null
    for (let c = 0; c < 3; c++) out[4 * i + c] = rgb ? light * (1 - cover) + rgb[c]! * cover : light
    out[4 * i + 3] = 255
  }
  return out
}
