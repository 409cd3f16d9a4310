import type { Attributes, Dtype, OnnxInitialiser, OnnxNode, TensorData } from './onnx'
import type { Shape } from './ir'

/** Domain of ONNX Runtime's operators on the blocked layout [N, C/B, H, W, B]. */
export const blockedDomain = 'com.microsoft.nchwc'

/** Collects ONNX nodes and initialisers under fresh names; a reshape or a small constant is emitted once. */
export class Emitter {
  readonly nodes: OnnxNode[] = []
  readonly initialisers: OnnxInitialiser[] = []
  readonly #views = new Map<string, string>()
  readonly #constants = new Map<string, string>()
  readonly #rowOrders = new Map<string, string>()
  #names = 0

  /** Emits a node with one output and answers the output's name. `null` leaves an optional input out. */
  emit(op: string, inputs: readonly (string | null)[], attributes: Attributes = {}, domain?: string): string {
    const output = this.#name()
    this.nodes.push({
      op,
      domain,
      inputs: inputs.map((input) => input ?? ''),
      outputs: [output],
      attributes,
    })
    return output
  }

  emitSeveral(
    op: string,
    inputs: readonly (string | null)[],
    attributes: Attributes,
    count: number,
    domain?: string,
  ): readonly string[] {
    const outputs = Array.from({ length: count }, () => this.#name())
    this.nodes.push({ op, domain, inputs: inputs.map((input) => input ?? ''), outputs, attributes })
    return outputs
  }

  /** An operator of the blocked domain, on [N, C, H, W] shaped blocked tensors. */
  blockedOp(op: string, inputs: readonly (string | null)[], attributes: Attributes = {}): string {
    return this.emit(op, inputs, attributes, blockedDomain)
  }

  initialiser(dtype: Dtype, dims: Shape, data: TensorData): string {
    const key = data.length <= 64 ? `${dtype}${dims.join()}:${data.join()}` : null
    const existing = key === null ? undefined : this.#constants.get(key)
    if (existing) return existing
    const name = this.#name()
    this.initialisers.push({ name, dtype, dims, data })
    if (key !== null) this.#constants.set(key, name)
    return name
  }

  int64s(list: readonly number[]): string {
    return this.initialiser(
      'int64',
      [list.length],
      BigInt64Array.from(list, (each) => BigInt(each)),
    )
  }

  float32(value: number): string {
    return this.initialiser('float32', [], Float32Array.of(value))
  }

  float32s(list: readonly number[], dims: Shape): string {
    return this.initialiser('float32', dims, Float32Array.from(list))
  }

  reshape(name: string, dims: Shape): string {
    const key = `${name}|${dims.join()}`
    const existing = this.#views.get(key)
    if (existing) return existing
    const view = this.emit('Reshape', [name, this.int64s(dims)], { allowzero: 1 })
    this.#views.set(key, view)
    return view
  }

  transpose(name: string, perm: readonly number[]): string {
    return this.emit('Transpose', [name], { perm })
  }

  /**
   * Rows of `width` numbers in another order, [rows, width]; `order` makes their numbers, once for each `key`. What a
   * Transpose that keeps its last axis does too, but on one thread and a third as fast.
   */
  takeRows(name: string, rows: number, width: number, key: string, order: () => readonly number[]): string {
    let numbers = this.#rowOrders.get(key)
    if (!numbers) {
      const list = Int32Array.from(order())
      numbers = this.initialiser('int32', [list.length], list)
      this.#rowOrders.set(key, numbers)
    }
    return this.emit('Gather', [this.reshape(name, [rows, width]), numbers], { axis: 0 })
  }

  /** A Transpose of [...dims, width] by `order` of the dims, as [rows, width]. */
  permuteRows(name: string, dims: readonly number[], width: number, order: readonly number[]): string {
    const rows = dims.reduce((product, size) => product * size, 1)
    const key = `${dims.join()}|${order.join()}`
    return this.takeRows(name, rows, width, key, () => permutedRows(dims, order))
  }

  slice(
    name: string,
    starts: readonly number[],
    ends: readonly number[],
    axes: readonly number[],
    steps?: readonly number[],
  ): string {
    const lists = [starts, ends, axes, ...(steps ? [steps] : [])]
    return this.emit('Slice', [name, ...lists.map((list) => this.int64s(list))])
  }

  /** Zeros around a tensor: one number per axis before, one per axis after. */
  pad(name: string, before: readonly number[], after: readonly number[]): string {
    return this.emit('Pad', [name, this.int64s([...before, ...after])])
  }

  sum(name: string, axes: readonly number[], keepdims: 0 | 1 = 0): string {
    return this.emit('ReduceSum', [name, this.int64s(axes)], { keepdims })
  }

  mean(name: string, axes: readonly number[], keepdims: 0 | 1 = 0): string {
    return this.emit('ReduceMean', [name, this.int64s(axes)], { keepdims })
  }

  #name(): string {
    return `t${this.#names++}`
  }
}

/** For each row of the permuted tensor the number of that row before. */
function permutedRows(dims: readonly number[], order: readonly number[]): number[] {
  const strides = dims.map((_, axis) => dims.slice(axis + 1).reduce((product, size) => product * size, 1))
  return order.reduce<number[]>(
    (rows, axis) =>
      rows.flatMap((row) => Array.from({ length: dims[axis]! }, (_, i) => row + i * strides[axis]!)),
    [0],
  )
}
