import { ProtobufWriter } from './protobuf'

export type Dtype = 'float32' | 'float64' | 'int32' | 'int64' | 'bool'

/** Numbers of ONNX's TensorProto.DataType. */
export const dataTypes: Readonly<Record<Dtype, number>> = {
  float32: 1,
  float64: 11,
  int32: 6,
  int64: 7,
  bool: 9,
}

export type TensorData = Float32Array | Int32Array | BigInt64Array | Uint8Array

/** An ONNX attribute. A bare number is an integer; a real one is spelled `{ float }`. */
export type Attribute =
  | number
  | string
  | readonly number[]
  | { readonly float: number }
  | { readonly floats: readonly number[] }
export type Attributes = Readonly<Record<string, Attribute | undefined>>

export interface OnnxNode {
  readonly op: string
  readonly domain?: string | undefined
  /** Names; '' leaves an optional input out. */
  inputs: readonly string[]
  outputs: readonly string[]
  readonly attributes: Attributes
}

export interface OnnxInitialiser {
  readonly name: string
  readonly dtype: Dtype
  readonly dims: readonly number[]
  readonly data: TensorData
}

export interface OnnxValueInfo {
  readonly name: string
  readonly dtype: Dtype
  /** Null: left to be inferred. */
  readonly dims: readonly number[] | null
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[]
  readonly initialisers: readonly OnnxInitialiser[]
  readonly inputs: readonly OnnxValueInfo[]
  readonly outputs: readonly OnnxValueInfo[]
  /** metadata_props of the model. */
  readonly metadata?: Readonly<Record<string, string>>
}

const irVersion = 8
const opset = 18
const microsoftDomains = ['com.microsoft', 'com.microsoft.nchwc']

/**
 * An ONNX model (IR version 8, operator set 18) as bytes. Field numbers: onnx.proto.
 * Microsoft's domains are named only where a node uses them, so that other runtimes can read an exported model.
 */
export function encodeModel(graph: OnnxGraph): Uint8Array {
  const body = new ProtobufWriter(1 << 16)
  graph.nodes.forEach((node, index) => body.message(1, nodeMessage(node, index)))
  body.string(2, 'septum')
  for (const initialiser of graph.initialisers) body.message(5, tensorMessage(initialiser))
  for (const input of graph.inputs) body.message(11, valueMessage(input))
  for (const output of graph.outputs) body.message(12, valueMessage(output))

  const model = new ProtobufWriter(body.length + 512)
  model.int(1, irVersion)
  model.string(2, 'septum')
  model.message(7, body)
  model.message(8, opsetMessage('', opset))
  for (const domain of microsoftDomains) {
    if (graph.nodes.some((node) => node.domain === domain)) model.message(8, opsetMessage(domain, 1))
  }
  for (const [key, value] of Object.entries(graph.metadata ?? {})) {
    const entry = new ProtobufWriter()
    entry.string(1, key)
    entry.string(2, value)
    model.message(14, entry)
  }
  return model.bytes()
}

function nodeMessage(node: OnnxNode, index: number): ProtobufWriter {
  const message = new ProtobufWriter()
  for (const input of node.inputs) message.string(1, input)
  for (const output of node.outputs) message.string(2, output)
  message.string(3, `${node.op}_${index}`)
  message.string(4, node.op)
  for (const [name, value] of Object.entries(node.attributes)) {
    if (value !== undefined) message.message(5, attributeMessage(name, value))
  }
  if (node.domain) message.string(7, node.domain)
  return message
}

function attributeMessage(name: string, value: Attribute): ProtobufWriter {
  const message = new ProtobufWriter(64)
  const type = (code: number): void => message.int(20, code)
  message.string(1, name)
  if (typeof value === 'number') {
    message.int(3, value)
    type(2)
  } else if (typeof value === 'string') {
    message.string(4, value)
    type(3)
  } else if ('float' in value) {
    message.float(2, value.float)
    type(1)
  } else if ('floats' in value) {
    for (const each of value.floats) message.float(7, each)
    type(6)
  } else {
    for (const each of value) message.int(8, each)
    type(7)
  }
  return message
}

function tensorMessage(tensor: OnnxInitialiser): ProtobufWriter {
  const { data } = tensor
  const message = new ProtobufWriter(data.byteLength + 64)
  for (const dim of tensor.dims) message.int(1, dim)
  message.int(2, dataTypes[tensor.dtype])
  message.string(8, tensor.name)
  message.block(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  return message
}

function valueMessage(value: OnnxValueInfo): ProtobufWriter {
  const tensor = new ProtobufWriter(96)
  tensor.int(1, dataTypes[value.dtype])
  if (value.dims) {
    const shape = new ProtobufWriter(64)
    for (const size of value.dims) {
      const dim = new ProtobufWriter(16)
      dim.int(1, size)
      shape.message(1, dim)
    }
    tensor.message(2, shape)
  }
  const type = new ProtobufWriter(128)
  type.message(1, tensor)
  const message = new ProtobufWriter(160)
  message.string(1, value.name)
  message.message(2, type)
  return message
}

function opsetMessage(domain: string, version: number): ProtobufWriter {
  const message = new ProtobufWriter(64)
  message.string(1, domain)
  message.int(2, version)
  return message
}
