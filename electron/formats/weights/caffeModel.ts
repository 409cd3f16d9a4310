import type { NamedArray } from '#shared/domain/namedArray'
import { SeptumError } from '#shared/errors/SeptumError'
import type { NumberKind } from './floats'
import { heldArray, mostArrays } from './heldArray'
import { wireFields, wireNumbers, wireText } from './WireMessage'

/** Field numbers of caffe.proto: a layer's own, and where its name and blobs are, in NetParameter's two kinds of layers. */
const layerKinds: Readonly<Record<number, { name: number; blobs: number }>> = {
  100: { name: 1, blobs: 7 },
  2: { name: 4, blobs: 6 },
}

/** The blobs of a .caffemodel: `conv1/0` is the first of layer `conv1`. Errors: FILE_MALFORMED, FILE_TRUNCATED. */
export function caffeArrays(bytes: Uint8Array, file: string): NamedArray[] {
  const arrays: NamedArray[] = []
  for (const { field, bytes: layer } of wireFields(bytes, file)) {
    const kind = layerKinds[field]
    if (!kind || !layer) continue
    const parts = [...wireFields(layer, file)]
    const name = wireText(parts.find((part) => part.field === kind.name)?.bytes ?? null)
    const blobs = parts.filter((part) => part.field === kind.blobs)
    blobs.forEach((blob, index) =>
      arrays.push(blobArray(`${name}/${index}`, blob.bytes ?? new Uint8Array(), file)),
    )
    if (arrays.length > mostArrays)
      throw new SeptumError('FILE_MALFORMED', { file, reason: 'it has more blobs than any network' })
  }
  return arrays
}

/** BlobProto: shape 7, or num, channels, height, width 1 to 4; packed floats 5, doubles 8. */
function blobArray(name: string, blob: Uint8Array, file: string): NamedArray {
  const legacy = [1, 1, 1, 1]
  let shape: number[] | null = null
  let data: [Uint8Array, NumberKind] = [new Uint8Array(), 'f32']
  const single: Uint8Array[] = []
  for (const part of wireFields(blob, file)) {
    if (part.field <= 4 && !part.bytes) legacy[part.field - 1] = part.number
    else if (part.field === 7 && part.bytes)
      shape = [...wireFields(part.bytes, file)]
        .filter(({ field }) => field === 1)
        .flatMap((dim) => wireNumbers(dim, file))
    else if (part.field === 5 && part.bytes?.length === 4) single.push(part.bytes)
    else if (part.field === 5 && part.bytes) data = [part.bytes, 'f32']
    else if (part.field === 8 && part.bytes) data = [part.bytes, 'f64']
  }
  if (single.length > 0) data = [joined(single), 'f32']
  return heldArray(name, shape ?? legacy, data[0], data[1], file)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(4 * parts.length)
  parts.forEach((part, index) => all.set(part, 4 * index))
  return all
}
