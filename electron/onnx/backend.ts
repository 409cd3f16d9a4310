import * as tf from '@tensorflow/tfjs'
import { GraphCache, type CompilerSettings } from './graphCache'
import type { Value } from './ir'
import { elements, known, ofTensor, reshaped, sameShape } from './ir'
import type { RuntimeTensor } from './runtime'

type DataId = tf.DataId
type Storable = 'float32' | 'int32' | 'bool'

/** What one data id holds: a value of the graph; or strings; or the two halves of complex numbers. */
interface Entry {
  refCount: number
  value?: Value
  strings?: tf.BackendValues
  complex?: { readonly real: tf.TensorInfo; readonly imaginary: tf.TensorInfo }
}

/** Calls of one kernel that ran on the cpu backend for one reason. */
export interface FallbackCase {
  readonly kernel: string
  readonly reason: string
  readonly calls: number
}

/** Pending results beyond which the graph is computed without being asked for. */
const mostPendingBytes = 512 * 2 ** 20
const mostPendingValues = 5_000

export const backendName = 'onnxruntime'

/**
 * TensorFlow.js on ONNX Runtime. Kernels record a graph; a read compiles and runs it. The kernels themselves are in
 * `kernels/`; what is missing there runs on TensorFlow.js's cpu backend and is counted in `fallbacks`.
 */
export class OnnxBackend extends tf.KernelBackend {
  /** While a step is traced nothing may be read and every reshape is recorded. */
  tracing = false
  /** Calls that ran on the cpu backend, by kernel name. */
  readonly fallbacks = new Map<string, number>()
  /** The same with the reason, one entry for each kernel and reason. */
  readonly fallbackCases = new Map<string, FallbackCase>()
  readonly settings: CompilerSettings
  readonly cache = new GraphCache()
  readonly #entries: tf.DataStorage<Entry>
  readonly #pending = new Set<Value>()
  readonly #overwritten = new WeakSet<RuntimeTensor>()
  #pendingBytes = 0

  constructor(settings: CompilerSettings) {
    super()
    this.settings = settings
    this.#entries = new tf.DataStorage<Entry>(this, tf.engine())
  }

  // what kernels use

  /** The graph's value of a tensor, in the tensor's own shape (data ids are shared by reshapes). */
  value(tensor: tf.TensorInfo): Value {
    const held = this.held(tensor.dataId)
    return sameShape(held.shape, tensor.shape) ? held : reshaped(held, tensor.shape, this.tracing)
  }

  /** The value behind a data id, in whatever shape it was made. */
  held(dataId: DataId): Value {
    const { value } = this.#entries.get(dataId)
    if (!value) throw new Error('this tensor holds strings or complex numbers')
    return value
  }

  /** The runtime tensor of a value; what is pending is computed, all in one run, so that a loop's graph is the same each time. */
  computed(value: Value): RuntimeTensor {
    if (!value.tensor) {
      this.#pending.add(value)
      this.flush()
    }
    if (!value.tensor) throw new Error('this value could not be computed')
    return value.tensor
  }

  /**
   * Puts a tensor of a traced step under a data id that exists. Its memory will be written again by a later step, so
   * whoever reads it gets a copy.
   */
  replace(dataId: DataId, tensor: RuntimeTensor): void {
    const entry = this.#entries.get(dataId)
    if (entry.value) entry.value.live--
    const value = ofTensor(tensor, entry.value?.dtype ?? 'float32')
    value.live = 1
    entry.value = value
  }

  /** Announces memory that traced steps write over and over. */
  willBeOverwritten(tensor: RuntimeTensor): void {
    this.#overwritten.add(tensor)
  }

  /** A new tensor that holds a value. */
  give(value: Value): tf.TensorInfo {
    const dataId = {}
    value.live++
    this.#entries.set(dataId, { refCount: 1, value })
    if (value.node) this.#wait(value)
    return { dataId, shape: value.shape.slice(), dtype: value.dtype as Storable }
  }

  /** The same data under another shape. */
  share(tensor: tf.TensorInfo, shape: readonly number[] = tensor.shape): tf.TensorInfo {
    this.incRef(tensor.dataId)
    return { dataId: tensor.dataId, shape: shape.slice(), dtype: tensor.dtype }
  }

  complexParts(dataId: DataId): { real: tf.TensorInfo; imaginary: tf.TensorInfo } | undefined {
    return this.#entries.get(dataId).complex
  }

  /** The two halves of a complex tensor, which go on belonging to it. */
  halves(tensor: tf.TensorInfo): { real: tf.TensorInfo; imaginary: tf.TensorInfo } {
    const parts = this.complexParts(tensor.dataId)
    if (!parts) throw new Error('this tensor holds no complex numbers')
    return parts
  }

  giveComplex(real: tf.TensorInfo, imaginary: tf.TensorInfo): tf.TensorInfo {
    const dataId = {}
    this.#entries.set(dataId, { refCount: 1, complex: { real, imaginary } })
    return { dataId, shape: real.shape, dtype: 'complex64' }
  }

  /** Computes everything that is pending and still held: a step boundary. */
  flush(): void {
    if (this.tracing) throw new Error('a traced step may not read tensors')
    const values = [...this.#pending].filter((value) => value.live > 0 && !value.tensor && value.node)
    this.forgetPending()
    this.cache.materialise(values, this.settings)
  }

  /** Drops the list of what is pending: after a trace, whose values are never computed here. */
  forgetPending(): void {
    this.#pending.clear()
    this.#pendingBytes = 0
  }

  // what TensorFlow.js asks of a backend

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): DataId {
    const dataId = {}
    this.move(dataId, values, shape, dtype, 1)
    return dataId
  }

  override move(
    dataId: DataId,
    values: tf.BackendValues,
    shape: number[],
    dtype: tf.DataType,
    refCount: number,
  ): void {
    if (dtype === 'string' || dtype === 'complex64') {
      this.#entries.set(dataId, { refCount, strings: values })
      return
    }
    const value = known(typed(values, shape, dtype), shape.slice(), dtype)
    value.live = 1
    this.#entries.set(dataId, { refCount, value })
  }

  override readSync(dataId: DataId): tf.BackendValues {
    const { strings, complex, value } = this.#entries.get(dataId)
    if (strings) return strings
    if (complex) {
      return tf.backend_util.mergeRealAndImagArrays(
        this.readSync(complex.real.dataId) as Float32Array,
        this.readSync(complex.imaginary.dataId) as Float32Array,
      )
    }
    if (!value) throw new Error('a data id without data')
    const tensor = this.computed(value)
    const data = tensor.data as Float32Array
    return this.#overwritten.has(tensor) ? data.slice() : data
  }

  override read(dataId: DataId): Promise<tf.BackendValues> {
    return Promise.resolve(this.readSync(dataId))
  }

  override refCount(dataId: DataId): number {
    return this.#entries.has(dataId) ? this.#entries.get(dataId).refCount : 0
  }

  override incRef(dataId: DataId): void {
    this.#entries.get(dataId).refCount++
  }

  decRef(dataId: DataId): void {
    if (this.#entries.has(dataId)) this.#entries.get(dataId).refCount--
  }

  override disposeData(dataId: DataId, force = false): boolean {
    if (!this.#entries.has(dataId)) return true
    const entry = this.#entries.get(dataId)
    entry.refCount--
    if (!force && entry.refCount > 0) return false
    if (entry.complex) {
      this.disposeData(entry.complex.real.dataId)
      this.disposeData(entry.complex.imaginary.dataId)
    }
    if (entry.value) entry.value.live--
    this.#entries.delete(dataId)
    return true
  }

  disposeIntermediateTensorInfo(tensor: tf.TensorInfo): void {
    this.disposeData(tensor.dataId)
  }

  makeTensorInfo(shape: number[], dtype: tf.DataType, values?: tf.BackendValues | string[]): tf.TensorInfo {
    const encoded =
      dtype === 'string' && values?.length && typeof values[0] === 'string'
        ? (values as string[]).map((text) => tf.util.encodeString(text))
        : values
    const content = (encoded ?? new Float32Array(elements(shape))) as tf.BackendValues
    return { dataId: this.write(content, shape, dtype), shape, dtype }
  }

  override numDataIds(): number {
    return this.#entries.numDataIds()
  }

  override memory(): { unreliable: boolean; reasons: string[] } {
    return { unreliable: true, reasons: ['Results that are pending take no memory yet.'] }
  }

  override timerAvailable(): boolean {
    return true
  }

  override time(run: () => void): Promise<tf.BackendTimingInfo> {
    const start = performance.now()
    run()
    this.flush()
    return Promise.resolve({ kernelMs: performance.now() - start })
  }

  override floatPrecision(): 16 | 32 {
    return 32
  }

  override epsilon(): number {
    return 1e-7
  }

  override dispose(): void {
    this.forgetPending()
    this.cache.clear()
  }

  #wait(value: Value): void {
    this.#pending.add(value)
    this.#pendingBytes += value.bytes
    const tooMuch = this.#pendingBytes > mostPendingBytes || this.#pending.size > mostPendingValues
    if (tooMuch && !this.tracing) this.flush()
  }
}

function typed(
  values: tf.BackendValues,
  shape: readonly number[],
  dtype: Storable,
): Float32Array | Int32Array | Uint8Array {
  const Kind = dtype === 'float32' ? Float32Array : dtype === 'int32' ? Int32Array : Uint8Array
  if (values instanceof Kind && values.length === elements(shape)) return values
  return Kind.from(values as ArrayLike<number>)
}
