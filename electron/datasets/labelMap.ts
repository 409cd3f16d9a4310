import { SeptumError } from '#shared/errors/SeptumError'
import type { NiftiImage } from '#electron/formats/nifti/niftiImage'
import { readNifti } from '#electron/formats/nifti/readNifti'

/** What a label map must fit. */
export interface LabelRule {
  /** Of its image: frames, slices, rows, columns; the frames are not compared. */
  readonly shape: readonly number[]
  /** The image's name, for messages. */
  readonly image: string
  /** The layout's value → canonical label. Integers only; any other value is unknown. */
  readonly values: ReadonlyMap<number, number>
  /** The layout's name, for messages. */
  readonly layout: string
}

/** Values that mean what they mean in canonical masks. */
export const sameValues = (values: readonly number[]): ReadonlyMap<number, number> =>
  new Map(values.map((value) => [value, value]))

/**
 * The label map of one frame on the grid of its image, [Z, Y, X], in canonical labels.
 * Errors: GEOMETRY_MISMATCH where the shape differs, LABEL_UNKNOWN for a value that is not in `values`, and those of
 * `readNifti`.
 */
export async function labelMap(file: string, rule: LabelRule): Promise<Uint8Array> {
  const map = await readNifti(file)
  if (map.shape[0] !== 1) throw mismatch(file, map.shape, rule)
  return labelsAt(map, 0, file, rule)
}

/** The same for frame `at` of a map that was read from `file`. */
export function labelsAt(map: NiftiImage, at: number, file: string, rule: LabelRule): Uint8Array {
  const found = map.shape.slice(1)
  if (at >= map.shape[0] || found.some((size, axis) => size !== rule.shape[axis + 1]))
    throw mismatch(file, found, rule)
  const { data, slope, intercept } = map
  const [, slices, rows, columns] = map.shape
  const size = slices * rows * columns
  const out = new Uint8Array(size)
  let last = NaN
  let label = 0
  for (let i = 0; i < size; i++) {
    const value = data[at * size + i]! * slope + intercept
    if (value !== last) {
      const known = rule.values.get(value)
      if (known === undefined) throw new SeptumError('LABEL_UNKNOWN', { file, value, layout: rule.layout })
      last = value
      label = known
    }
    out[i] = label
  }
  return out
}

const mismatch = (file: string, found: readonly number[], { image, shape }: LabelRule): SeptumError =>
  new SeptumError('GEOMETRY_MISMATCH', {
    file,
    found: found.join(' × '),
    image,
    expected: shape.slice(1).join(' × '),
  })
