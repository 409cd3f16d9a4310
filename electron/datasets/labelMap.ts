import { SeptumError } from '#shared/errors/SeptumError'
import { readNifti } from '#electron/formats/nifti/readNifti'

/**
 * A label map on the grid of its image, [Z, Y, X]. `values` are those that the layout defines; integers only.
 * Errors: GEOMETRY_MISMATCH where the shape differs, LABEL_UNKNOWN for any other value, and those of `readNifti`.
 */
export async function labelMap(
  file: string,
  shape: readonly number[],
  image: string,
  values: readonly number[],
  layout: string,
): Promise<Uint8Array> {
  const map = await readNifti(file)
  const found = map.shape.slice(1)
  const expected = shape.slice(1)
  if (map.shape[0] !== 1 || found.some((size, axis) => size !== expected[axis])) {
    const shown = map.shape[0] === 1 ? found : map.shape
    throw new SeptumError('GEOMETRY_MISMATCH', {
      file,
      found: shown.join(' × '),
      image,
      expected: expected.join(' × '),
    })
  }
  const { data, slope, intercept } = map
  const out = new Uint8Array(data.length)
  const seen = new Uint8Array(256)
  for (let i = 0; i < out.length; i++) {
    const value = data[i]! * slope + intercept
    out[i] = value
    if (out[i] !== value) throw new SeptumError('LABEL_UNKNOWN', { file, value, layout })
    seen[value] = 1
  }
  const strange = seen.findIndex((count, value) => count > 0 && !values.includes(value))
  if (strange >= 0) throw new SeptumError('LABEL_UNKNOWN', { file, value: strange, layout })
  return out
}
