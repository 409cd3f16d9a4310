import { type Attributes, type Dtype, type TensorData } from './onnx'
import { runtimeTensor, type RuntimeTensor } from './runtime'

export type Shape = readonly number[]

/** Number of elements of a shape; 1 for a scalar. */
export const elements = (shape: Shape): number => shape.reduce((product, size) => product * size, 1)

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis])

const bytesOf: Readonly<Record<Dtype, number>> = { float32: 4, float64: 8, int32: 4, int64: 8, bool: 1 }

/** A tensor of the recorded graph: pending (it has a node) or known (it has a runtime tensor). */
export class Value {
  readonly shape: Shape
  readonly dtype: Dtype
  node: Node | null
  tensor: RuntimeTensor | null = null
  /** Number of TensorFlow.js data ids that hold it. */
  live = 0

  constructor(shape: Shape, dtype: Dtype, node: Node | null = null) {
    this.shape = shape
    this.dtype = dtype
    this.node = node
  }

  get bytes(): number {
    return elements(this.shape) * bytesOf[this.dtype]
  }
}

/**
 * An operator of the recorded graph: an ONNX operator in TensorFlow.js's layout, or a macro, whose name begins with
 * '@' and whose form (plain or blocked) is chosen at lowering. `data` is the content of an '@Const'.
 */
export class Node {
  readonly op: string
  readonly inputs: readonly (Value | null)[]
  readonly attributes: Attributes
  readonly domain: string | undefined
  readonly data: TensorData | undefined
  outputs: readonly Value[] = []
  /** Number of the last collection that visited it. */
  mark = 0

  constructor(
    op: string,
    inputs: readonly (Value | null)[],
    attributes: Attributes = {},
    more: { domain?: string; data?: TensorData } = {},
  ) {
    this.op = op
    this.inputs = inputs
    this.attributes = attributes
    this.domain = more.domain
    this.data = more.data
  }

  /** The input, which must be there. */
  input(index: number): Value {
    const value = this.inputs[index]
    if (!value) throw new Error(`${this.op} has no input ${index}`)
    return value
  }

  output(index: number): Value {
    const value = this.outputs[index]
    if (!value) throw new Error(`${this.op} has no output ${index}`)
    return value
  }

  /** An attribute that is a list of whole numbers. */
  ints(name: string): readonly number[] {
    const value = this.attributes[name]
    if (!Array.isArray(value)) throw new Error(`${this.op} has no list ${name}`)
    return value as readonly number[]
  }

  /** A real attribute, or the one that stands for its absence. */
  real(name: string, absent: number): number {
    const value = this.attributes[name]
    return typeof value === 'object' && 'float' in value ? value.float : absent
  }
}

/** Records an operator with one output. */
export function op(
  name: string,
  inputs: readonly (Value | null)[],
  attributes: Attributes,
  shape: Shape,
  dtype: Dtype = 'float32',
  domain?: string,
): Value {
  const node = new Node(name, inputs, attributes, domain ? { domain } : {})
  const value = new Value(shape, dtype, node)
  node.outputs = [value]
  return value
}

/** Records an operator with several outputs. */
export function severalOutputs(
  name: string,
  inputs: readonly (Value | null)[],
  attributes: Attributes,
  outputs: readonly { shape: Shape; dtype: Dtype }[],
): readonly Value[] {
  const node = new Node(name, inputs, attributes)
  node.outputs = outputs.map(({ shape, dtype }) => new Value(shape, dtype, node))
  return node.outputs
}

/** A constant built into the model and its signature: axes, shapes, fixed scalars. What changes is an input. */
export function constant(data: TensorData, shape: Shape, dtype: Dtype): Value {
  const node = new Node('@Const', [], {}, { data })
  const value = new Value(shape, dtype, node)
  node.outputs = [value]
  return value
}

export const int64List = (list: readonly number[]): Value =>
  constant(
    BigInt64Array.from(list, (each) => BigInt(each)),
    [list.length],
    'int64',
  )
export const float32Scalar = (value: number): Value => constant(Float32Array.of(value), [], 'float32')
export const int32Scalar = (value: number): Value => constant(Int32Array.of(value), [], 'int32')
export const scalar = (value: number, dtype: Dtype): Value =>
  dtype === 'int32' ? int32Scalar(value) : float32Scalar(value)

/** A value that is known from the start. */
export function known(data: TensorData, shape: Shape, dtype: Dtype): Value {
  return ofTensor(runtimeTensor(dtype, data, shape), dtype)
}

export function ofTensor(tensor: RuntimeTensor, dtype: Dtype): Value {
  const value = new Value(tensor.dims.slice(), dtype)
  value.tensor = tensor
  return value
}

/** The same numbers in another shape: a view of the same memory where they are known, else a Reshape. */
export function reshaped(value: Value, shape: Shape, record = false): Value {
  if (sameShape(value.shape, shape)) return value
  if (value.tensor && !record) return ofTensor(value.tensor.reshape(shape), value.dtype)
  return op('Reshape', [value, int64List(shape)], { allowzero: 1 }, shape.slice(), value.dtype)
}
