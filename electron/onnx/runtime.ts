import { createRequire } from 'node:module'
import type { InferenceSession, OnnxValue, Tensor, TensorConstructor } from 'onnxruntime-common'
import { encodeModel, type Dtype, type TensorData } from './onnx'

export type RuntimeTensor = Tensor
/** ONNX Runtime's name of what runs a model. */
export type Provider = 'cpu' | 'webgpu' | 'dml' | 'coreml' | 'cuda'
export type SessionOptions = InferenceSession.SessionOptions
type TensorMap = Record<string, Tensor>

interface NativeSession {
  loadModel(buffer: ArrayBufferLike, byteOffset: number, byteLength: number, options: SessionOptions): void
  run(feeds: Record<string, OnnxValue>, fetches: Record<string, OnnxValue | null>, options: object): TensorMap
  readonly outputMetadata: readonly { readonly name: string }[]
  endProfiling(): void
  dispose(): void
}

interface Runtime {
  readonly Session: new () => NativeSession
  readonly Tensor: TensorConstructor
}

let loaded: Runtime | null = null

/**
 * ONNX Runtime's native binding. Its public API is asynchronous only because it wraps this synchronous call in
 * setImmediate; TensorFlow.js needs a synchronous read, so the binding is used directly. The version is pinned.
 */
function runtime(): Runtime {
  if (loaded) return loaded
  const require = createRequire(import.meta.url)
  const native = require('onnxruntime-node/dist/binding.js') as {
    binding: { InferenceSession: new () => NativeSession }
    initOrt: () => void
  }
  const front = require('onnxruntime-node') as { Tensor: TensorConstructor; env: { logLevel: string } }
  front.env.logLevel = 'error'
  native.initOrt()
  loaded = { Session: native.binding.InferenceSession, Tensor: front.Tensor }
  return loaded
}

const waiting = { intra_op: { allow_spinning: '1', spin_duration_us: '50' } }

/**
 * Memory patterns cost 200 to 400 MB for six per cent of a training step; basic optimisation leaves nothing to fuse.
 * Threads that wait for work spin for 50 microseconds: most gaps between two operators are shorter, and not to spin at
 * all makes a step 10 per cent longer. Spinning for as long as ONNX Runtime does by default gains 3 per cent more, but
 * beside other work, such as our own augmentation and decoding, it makes a step 1.5 to 3.4 times as long, this 1.1 times.
 */
const defaults: SessionOptions = {
  executionProviders: ['cpu'],
  graphOptimizationLevel: 'basic',
  executionMode: 'sequential',
  interOpNumThreads: 1,
  enableCpuMemArena: true,
  enableMemPattern: false,
  logSeverityLevel: 3,
  extra: { session: waiting },
}

/** What a session is told about the machine; what `provider` has no kernel for runs on the processor. */
export const sessionOptions = (wanted: { threads: number; provider?: Provider }): SessionOptions => ({
  intraOpNumThreads: wanted.threads,
  executionProviders: wanted.provider && wanted.provider !== 'cpu' ? [wanted.provider, 'cpu'] : ['cpu'],
})

/** Has a session write the model as it was optimised to `file`, in ONNX Runtime's own format. */
export const savingOptions = (file: string): SessionOptions => ({
  optimizedModelFilePath: file,
  extra: { session: { ...waiting, save_model_format: 'ORT' } },
})

/** For a model that was saved as it was optimised. */
export const savedOptions: SessionOptions = { graphOptimizationLevel: 'disabled' }

/** The version of ONNX Runtime: a saved model belongs to one. */
export const runtimeVersion = (): string => {
  const { env } = createRequire(import.meta.url)('onnxruntime-node') as {
    env: { versions: { node?: string } }
  }
  return env.versions.node ?? 'unknown'
}

/** Providers that this build of ONNX Runtime was made with; `bundled` = their libraries lie in its package. */
export function builtProviders(): readonly { readonly name: string; readonly bundled: boolean }[] {
  const require = createRequire(import.meta.url)
  const { listSupportedBackends } = require('onnxruntime-node') as {
    listSupportedBackends: () => { name: string; bundled: boolean }[]
  }
  return listSupportedBackends()
}

/** One compiled model. `run` blocks its thread. */
export class Session {
  readonly #native: NativeSession
  readonly #outputs: readonly string[]
  readonly #profiled: boolean
  #disposed = false

  constructor(model: Uint8Array, options: SessionOptions = {}) {
    this.#native = new (runtime().Session)()
    this.#native.loadModel(model.buffer, model.byteOffset, model.byteLength, { ...defaults, ...options })
    this.#profiled = options.enableProfiling ?? false
    this.#outputs = this.#native.outputMetadata.map((output) => output.name)
  }

  /** Runs the model. A fetch that is a tensor is written in place; without fetches every output is a new tensor. */
  run(feeds: TensorMap, fetches?: TensorMap): TensorMap {
    return this.#native.run(
      feeds,
      fetches ?? Object.fromEntries(this.#outputs.map((name) => [name, null])),
      {},
    )
  }

  dispose(): void {
    if (!this.#disposed && this.#profiled) this.#native.endProfiling()
    if (!this.#disposed) this.#native.dispose()
    this.#disposed = true
  }
}

/** A tensor that ONNX Runtime reads and writes in place: `data` is shared, not copied. */
export function runtimeTensor(dtype: Dtype, data: TensorData, dims: readonly number[]): RuntimeTensor {
  return new (runtime().Tensor)(dtype, data as Float32Array, dims)
}

/**
 * Channels in one block of this machine's direct convolutions: 16 (AVX-512), 8 (AVX2 and older), 0 = there are none.
 * Asked of ReorderInput, which pads four channels up to one block. Throws where ONNX Runtime itself does not load.
 */
export function probeBlock(): number {
  runtime()
  const model = encodeModel({
    nodes: [
      { op: 'ReorderInput', domain: 'com.microsoft.nchwc', inputs: ['x'], outputs: ['y'], attributes: {} },
    ],
    initialisers: [],
    inputs: [{ name: 'x', dtype: 'float32', dims: [1, 4, 1, 1] }],
    outputs: [{ name: 'y', dtype: 'float32', dims: [] }],
  })
  try {
    const session = new Session(model)
    const { y } = session.run({ x: runtimeTensor('float32', new Float32Array(4), [1, 4, 1, 1]) })
    session.dispose()
    const channels = y?.dims[1] ?? 0
    return channels > 1 ? channels : 0
  } catch {
    return 0 // this build or processor has no blocked operators: the plain path is complete without them
  }
}
