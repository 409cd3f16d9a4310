import type { NamedArray } from '#shared/domain/namedArray'
import { SeptumError } from '#shared/errors/SeptumError'
import type { NumberKind } from './floats'
import { heldArray, mostArrays, shortName } from './heldArray'
import { wireFields, wireNumbers, wireText } from './WireMessage'

/** Numbers of ONNX's TensorProto.DataType. */
const kinds: Readonly<Record<number, NumberKind>> = {
  1: 'f32',
  2: 'u8',
  3: 'i8',
  6: 'i32',
  7: 'i64',
  10: 'f16',
  11: 'f64',
  16: 'bf16',
}

/** Initialisers of an ONNX model. Errors: FILE_MALFORMED, FILE_TRUNCATED, WEIGHTS_UNSAFE for numbers in other files. */
export function onnxArrays(bytes: Uint8Array, file: string): NamedArray[] {
  const arrays: NamedArray[] = []
  for (const model of wireFields(bytes, file)) {
    if (model.field !== 7 || !model.bytes) continue
    for (const part of wireFields(model.bytes, file)) {
      if (part.field !== 5 || !part.bytes) continue
      const array = tensorArray(part.bytes, file)
      if (array) arrays.push(array)
      if (arrays.length > mostArrays)
        throw new SeptumError('FILE_MALFORMED', { file, reason: 'it has more arrays than any network' })
    }
  }
  return arrays
}

/** TensorProto: dims 1, data_type 2, float_data 4, name 8, raw_data 9, data_location 14. Null: numbers that are no weights. */
function tensorArray(tensor: Uint8Array, file: string): NamedArray | null {
  const shape: number[] = []
  let type = 0
  let name = ''
  let data: Uint8Array | null = null
  let outside = false
  for (const part of wireFields(tensor, file)) {
    if (part.field === 1) shape.push(...wireNumbers(part, file))
    else if (part.field === 2) type = part.number
    else if (part.field === 8) name = wireText(part.bytes)
    else if (part.field === 9 || (part.field === 4 && part.bytes)) data = part.bytes
    else if (part.field === 13 || (part.field === 14 && part.number !== 0)) outside = true
  }
  if (outside)
    throw new SeptumError('WEIGHTS_UNSAFE', {
      file,
      reason: `the numbers of ${shortName(name)} lie in another file that it names`,
    })
  const kind = kinds[type]
  return kind && data ? heldArray(name, shape, data, kind, file) : null
}
