import type { OnnxValue } from '#shared/domain/onnxImport'
import { countOf } from '#shared/domain/namedArray'
import { SeptumError } from '#shared/errors/SeptumError'
import { checkedShape, shortName } from './heldArray'
import { wireFields, wireNumbers, wireText, type WireField } from './WireMessage'

/** What an ONNX model is made of, as far as it matters before it is run. */
export interface OnnxSummary {
  readonly opset: number
  readonly producer: string
  readonly inputs: readonly OnnxValue[]
  readonly outputs: readonly OnnxValue[]
  readonly parameters: number
  /** How often each operator stands in it, most often first. */
  readonly operators: readonly { readonly name: string; readonly count: number }[]
  /** The operator that makes each output, by the output's name. */
  readonly makers: ReadonlyMap<string, string>
}

/** Names of ONNX's TensorProto.DataType that are met. */
const types: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'uint8',
  6: 'int32',
  7: 'int64',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  16: 'bfloat16',
}
/** Operators that run a part of the model over and over: no segmentation network needs them, and they may never end. */
const control: ReadonlySet<string> = new Set(['Loop', 'Scan', 'If', 'SequenceMap'])

/**
 * Looks through an ONNX model without running it. Throws MODEL_REFUSED for numbers in other files, operators of others
 * than ONNX, functions and loops of its own, and tensors beyond all networks; FILE_MALFORMED, FILE_TRUNCATED.
 */
export function onnxSummary(bytes: Uint8Array, file: string): OnnxSummary {
  const refuse = (reason: string): never => {
    throw new SeptumError('MODEL_REFUSED', { file: file, reason })
  }
  let opset = 0
  let producer = ''
  let graph: Uint8Array | null = null
  for (const part of wireFields(bytes, file)) {
    if (part.field === 2) producer = shortName(wireText(part.bytes))
    else if (part.field === 7) graph = part.bytes
    else if (part.field === 25) refuse('it defines operators of its own')
    else if (part.field === 8 && part.bytes) {
      const [domain, version] = [textOf(part.bytes, 1, file), numberOf(part.bytes, 2, file)]
      if (domain === '' || domain === 'ai.onnx') opset = version
    }
  }
  if (!graph || opset === 0) throw new SeptumError('FILE_MALFORMED', { file, reason: 'it is no ONNX model' })
  const counts = new Map<string, number>()
  const makers = new Map<string, string>()
  const given = new Set<string>()
  const inputs: OnnxValue[] = []
  const outputs: OnnxValue[] = []
  let parameters = 0
  for (const { field, bytes: part } of wireFields(graph, file)) {
    if (!part) continue
    if (field === 1) {
      const { op, domain, made } = node(part, file)
      if (domain !== '' && domain !== 'ai.onnx')
        refuse(`its operator ${shortName(op)} comes from ${shortName(domain)}`)
      if (control.has(op)) refuse(`its operator ${op} runs parts of it over and over`)
      counts.set(op, (counts.get(op) ?? 0) + 1)
      for (const name of made) makers.set(name, op)
    } else if (field === 5) {
      const { name, count, outside } = initialiser(part, file)
      if (outside) refuse(`the numbers of ${shortName(name)} lie in another file that it names`)
      given.add(name)
      parameters += count
    } else if (field === 11) inputs.push(value(part, file))
    else if (field === 12) outputs.push(value(part, file))
  }
  const operators = [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count)
  // Older models list their weights among the inputs.
  const free = inputs.filter(({ name }) => !given.has(name))
  return { opset, producer, inputs: free, outputs, parameters, operators, makers }
}

const field = (bytes: Uint8Array, number: number, file: string): WireField | undefined =>
  [...wireFields(bytes, file)].find((each) => each.field === number)
const textOf = (bytes: Uint8Array, number: number, file: string): string =>
  wireText(field(bytes, number, file)?.bytes ?? null)
const numberOf = (bytes: Uint8Array, number: number, file: string): number =>
  field(bytes, number, file)?.number ?? 0

/** NodeProto: output 2, op_type 4, domain 7; attributes 5, whose tensors may be large or outside as well. */
function node(bytes: Uint8Array, file: string): { op: string; domain: string; made: string[] } {
  const made: string[] = []
  let [op, domain] = ['', '']
  for (const part of wireFields(bytes, file)) {
    if (part.field === 2) made.push(wireText(part.bytes))
    else if (part.field === 4) op = wireText(part.bytes)
    else if (part.field === 7) domain = wireText(part.bytes)
    else if (part.field === 5 && part.bytes)
      for (const each of wireFields(part.bytes, file))
        if (each.field === 5 && each.bytes && initialiser(each.bytes, file).outside)
          throw new SeptumError('MODEL_REFUSED', { file, reason: 'a constant of it lies in another file' })
  }
  return { op, domain, made }
}

function initialiser(bytes: Uint8Array, file: string): { name: string; count: number; outside: boolean } {
  const shape: number[] = []
  let name = ''
  let outside = false
  for (const part of wireFields(bytes, file)) {
    if (part.field === 1) shape.push(...wireNumbers(part, file))
    else if (part.field === 8) name = wireText(part.bytes)
    else if (part.field === 13 || (part.field === 14 && part.number !== 0)) outside = true
  }
  return { name, count: countOf(checkedShape(shape, file, name)), outside }
}

/** ValueInfoProto: name 1, type 2 → tensor 1 → elem_type 1, shape 2 → dim 1 → dim_value 1. */
function value(bytes: Uint8Array, file: string): OnnxValue {
  const name = textOf(bytes, 1, file)
  const type = field(bytes, 2, file)?.bytes
  const tensor = type ? field(type, 1, file)?.bytes : null
  if (!tensor) return { name, type: 'something else than an array', shape: [] }
  const shape = field(tensor, 2, file)?.bytes
  const dims = shape ? [...wireFields(shape, file)].filter((each) => each.field === 1) : []
  return {
    name,
    type: types[numberOf(tensor, 1, file)] ?? 'another kind of number',
    shape: dims.map(({ bytes: dim }) => {
      const size = dim ? field(dim, 1, file)?.number : undefined
      return size !== undefined && size > 0 ? size : null
    }),
  }
}
