import { countOf, type NamedArray } from '#shared/domain/namedArray'
import { SeptumError } from '#shared/errors/SeptumError'
import { bytesOfKind, floatsOf, type NumberKind } from './floats'

/** No weight file is larger: the largest network of the catalogue has 0.54 GB of them. */
export const largestWeightsBytes = 2 ** 30
/** No network has more arrays than this by far. */
export const mostArrays = 20_000
const mostAxes = 8

/** A shape that was read from a file. Throws FILE_MALFORMED for one that no weights have. */
export function checkedShape(shape: readonly number[], file: string, name: string): number[] {
  const fine =
    shape.length <= mostAxes &&
    shape.every((size) => Number.isInteger(size) && size >= 0) &&
    countOf(shape) * 4 <= largestWeightsBytes
  if (fine) return [...shape]
  throw new SeptumError('FILE_MALFORMED', {
    file,
    reason: `${shortName(name)} has the shape ${shape.slice(0, mostAxes).join(' × ')}`,
  })
}

/** A name from a file, short enough for a sentence. */
export const shortName = (name: string): string => (name.length > 80 ? `${name.slice(0, 79)}…` : name)

/** An array whose numbers lie in the file's bytes. Throws FILE_MALFORMED when there are more or fewer than it has. */
export function heldArray(
  name: string,
  shape: readonly number[],
  bytes: Uint8Array,
  kind: NumberKind,
  file: string,
): NamedArray {
  const checked = checkedShape(shape, file, name)
  const wanted = countOf(checked) * bytesOfKind[kind]
  if (bytes.length !== wanted) {
    const reason = `${shortName(name)} has ${bytes.length} bytes of numbers, and its shape asks for ${wanted}`
    throw new SeptumError('FILE_MALFORMED', { file, reason })
  }
  return { name, shape: checked, values: () => Promise.resolve(floatsOf(bytes, kind)) }
}
