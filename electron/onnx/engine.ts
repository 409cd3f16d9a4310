import { availableParallelism } from 'node:os'
import * as tf from '@tensorflow/tfjs'
import { SeptumError } from '#shared/errors/SeptumError'
import { backendName, OnnxBackend } from './backend'
import { blockedAgrees } from './blockedCheck'
import { loadNodeEngine, nodeEngineReason, type NodeEngine } from './nodeEngines'
import { registerKernels } from './register'
import { probeBlock } from './runtime'
import { wrongAnswers } from './selfTest'

export type EngineId = 'onnxruntime' | 'tfjs-cpu' | NodeEngine

export interface EngineOptions {
  readonly engine?: EngineId | undefined
  /** Threads of one operator; default: as many as the machine runs in parallel. */
  readonly threads?: number | undefined
  /** False: plain ONNX operators only, without the blocked convolutions. */
  readonly blocked?: boolean | undefined
}

export interface EngineInfo {
  readonly engine: EngineId
  readonly threads: number
  /** Channels in a block of the direct convolutions; 0 = plain ONNX operators. */
  readonly block: number
}

export interface EngineRow {
  readonly id: string
  readonly device: string
  readonly available: boolean
  readonly reason?: string
  readonly default: boolean
}

export interface EngineTest {
  readonly engine: string
  readonly passed: number
  readonly failed: number
  /** Kernels that ran on the cpu backend instead. */
  readonly fallbacks: string[]
  /** A sentence about each check that failed. */
  readonly problems: string[]
}

let current: EngineInfo | null = null

/**
 * Makes one engine TensorFlow.js's backend of this process, ready for use. Asked again for what is there already, it
 * answers at once; asked for other options of the same engine, tensors made before are lost.
 */
export async function useEngine(options: EngineOptions = {}): Promise<EngineInfo> {
  const engine = options.engine ?? 'onnxruntime'
  const threads = options.threads ?? availableParallelism()
  quietCpuBackend()
  if (engine === 'onnxruntime') {
    const info: EngineInfo = { engine, threads, block: blockSize(options.blocked ?? true) }
    registerKernels()
    const made = tf.findBackend(backendName)
    const { settings } = made instanceof OnnxBackend ? made : {}
    if (settings?.threads !== threads || settings.block !== info.block) {
      if (made) tf.removeBackend(backendName)
      tf.registerBackend(backendName, () => new OnnxBackend({ threads, block: info.block }))
    }
    await tf.setBackend(backendName)
    current = info
    return info
  }
  if (engine === 'tfjs-cpu') await tf.setBackend('cpu')
  else await loadNodeEngine(engine)
  current = { engine, threads: engine === 'tfjs-cpu' ? 1 : threads, block: 0 }
  return current
}

/** The engine in use; throws when `useEngine` has not been called. */
export function engineInUse(): EngineInfo {
  if (!current) throw new Error('no engine is in use: call useEngine first')
  return current
}

/** Kernels that ran on the cpu backend since the engine was made, by name. */
export function fallbacksOfEngine(): ReadonlyMap<string, number> {
  const backend = tf.findBackend(backendName)
  return backend instanceof OnnxBackend ? backend.fallbacks : new Map()
}

/**
 * Computes, on one engine, a few things whose answers are known by hand; the engine that was in use comes back.
 * `measured` is called while the tested engine is in use, where it computes rightly; what it gives is added.
 */
export async function testEngine<M extends object = object>(
  id: string,
  measured?: () => M,
): Promise<EngineTest & Partial<M>> {
  const engine = await availableEngine(id)
  const before = current
  try {
    await useEngine(before?.engine === engine ? optionsOf(before) : { engine })
    const { checks, problems } = wrongAnswers()
    const times: Partial<M> = problems.length === 0 && measured ? measured() : {}
    const fallbacks = engine === 'onnxruntime' ? [...fallbacksOfEngine().keys()] : []
    return {
      engine,
      passed: checks - problems.length,
      failed: problems.length,
      fallbacks,
      problems,
      ...times,
    }
  } finally {
    if (before) await useEngine(optionsOf(before))
  }
}

/** Throws NOT_FOUND or ENGINE_UNAVAILABLE. */
async function availableEngine(id: string): Promise<EngineId> {
  const row = (await listEngines()).find((each) => each.id === id)
  if (!row) throw new SeptumError('NOT_FOUND', { kind: 'engine', id })
  if (!row.available) throw new SeptumError('ENGINE_UNAVAILABLE', { engine: id, reason: row.reason ?? '' })
  return id as EngineId
}

const optionsOf = ({ engine, threads, block }: EngineInfo): EngineOptions => ({
  engine,
  threads,
  blocked: block > 0,
})

/** Every engine that Septum knows, and why one is not available here. */
export function listEngines(): Promise<EngineRow[]> {
  const later = 'This version computes on the processor only; this device follows in a later one.'
  const runtime = runtimeState()
  const missing = (id: string, device: string): EngineRow => ({
    id,
    device,
    available: false,
    reason: later,
    default: false,
  })
  const rows: EngineRow[] = [
    {
      id: 'onnxruntime',
      device: `cpu, ${availableParallelism()} threads`,
      ...runtime,
      default: runtime.available,
    },
    { id: 'tfjs-cpu', device: 'cpu, 1 thread, for reference', available: true, default: !runtime.available },
    missing('onnxruntime-webgpu', 'any graphics card'),
    missing('onnxruntime-cuda', 'NVIDIA graphics card'),
    missing('onnxruntime-dml', 'graphics card on Windows'),
    missing('onnxruntime-coreml', 'Apple processor'),
  ]
  for (const id of ['tfjs-node-gpu', 'tfjs-node'] as const) {
    const device =
      id === 'tfjs-node-gpu' ? 'NVIDIA graphics card, through TensorFlow' : 'cpu, through TensorFlow'
    const reason = nodeEngineReason(id)
    rows.push({
      id,
      device,
      available: reason === null,
      ...(reason === null ? {} : { reason }),
      default: false,
    })
  }
  return Promise.resolve(rows)
}

function runtimeState(): { available: boolean; reason?: string } {
  try {
    probeBlock()
    return { available: true }
  } catch (error) {
    const reason = `ONNX Runtime has no part for ${process.platform} ${process.arch}: ${String(error)}`
    return { available: false, reason }
  }
}

let checkedBlock: number | null = null

/** The machine's block size, or 0 where the blocked operators are missing or give other numbers than the plain ones. */
function blockSize(wanted: boolean): number {
  if (!wanted) return 0
  try {
    checkedBlock ??= blockedAgrees(probeBlock())
  } catch (error) {
    const facts = { engine: 'onnxruntime', reason: `its native part does not load (${String(error)})` }
    throw new SeptumError('ENGINE_UNAVAILABLE', facts, { cause: error })
  }
  return checkedBlock
}

/** TensorFlow.js's cpu backend greets whoever runs it under Node with an advertisement. */
function quietCpuBackend(): void {
  const cpu = tf.findBackend('cpu') as { firstUse?: boolean } | null
  if (cpu) cpu.firstUse = false
}
