import * as tf from '@tensorflow/tfjs'
import { SeptumError } from '#shared/errors/SeptumError'
import { backendName, OnnxBackend } from './backend'
import { blockedAgrees } from './blockedCheck'
import { startDevice } from './deviceStart'
import { bare, deviceProvider, engineNamed, listEngines, type EngineId } from './devices'
import { loadNodeEngine, type NodeEngine } from './nodeEngines'
import { physicalCores } from './physicalCores'
import { refuseHalf } from './precision'
import { registerKernels } from './register'
import { probeBlock } from './runtime'
import { wrongAnswers } from './selfTest'

export interface EngineOptions {
  /** Default: ONNX Runtime on the processor. */
  readonly engine?: EngineId | undefined
  /** Threads of one operator; default: as many as the machine has cores. */
  readonly threads?: number | undefined
  /** False: plain ONNX operators only, without the blocked convolutions. */
  readonly blocked?: boolean | undefined
  /** Convolutions and matrix products in half precision; only where a device is faster with it. */
  readonly half?: boolean | undefined
}

export interface EngineInfo {
  readonly engine: EngineId
  readonly threads: number
  /** Channels in a block of the direct convolutions; 0 = plain ONNX operators. */
  readonly block: number
  readonly half: boolean
}

export interface StartedEngine extends EngineInfo {
  /** A sentence for each thing that was asked for and could not be had. */
  readonly told: readonly string[]
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
 * Throws ENGINE_UNAVAILABLE or PRECISION_UNSUPPORTED with the reason.
 */
export async function useEngine(options: EngineOptions = {}): Promise<EngineInfo> {
  const { engine = 'onnxruntime', threads = physicalCores(), half = false } = options
  quietCpuBackend()
  const provider = deviceProvider(engine)
  if (half) refuseHalf(engine)
  if (engine === 'onnxruntime' || provider) {
    if (provider) startDevice(provider)
    const block = provider ? 0 : blockSize(options.blocked ?? true)
    registerKernels()
    const made = tf.findBackend(backendName)
    const { settings } = made instanceof OnnxBackend ? made : {}
    const wanted = { threads, block, provider: provider ?? ('cpu' as const), half }
    if (!settings || !sameSettings(settings, wanted)) {
      if (made) tf.removeBackend(backendName)
      tf.registerBackend(backendName, () => new OnnxBackend(wanted))
    }
    await tf.setBackend(backendName)
    current = { engine, threads, block, half }
    return current
  }
  if (engine === 'tfjs-cpu') await tf.setBackend('cpu')
  else await loadNodeEngine(engine as NodeEngine)
  current = { engine, threads: engine === 'tfjs-cpu' ? 1 : threads, block: 0, half: false }
  return current
}

/** As `useEngine`, but what cannot be had is replaced by the next best, and said in `told`: never silently. */
export async function startEngine(options: EngineOptions = {}): Promise<StartedEngine> {
  const { engine = 'onnxruntime', half = false } = options
  const single = new Set<EngineId>([engine, 'onnxruntime', 'tfjs-cpu'])
  const ways: Pick<EngineOptions, 'engine' | 'half'>[] = [...single].map((each) => ({ engine: each }))
  if (half) ways.unshift({ engine, half })
  const told: string[] = []
  for (const [index, way] of ways.entries()) {
    try {
      return { ...(await useEngine({ ...options, half: false, ...way })), told }
    } catch (error) {
      const next = ways[index + 1]
      if (!next || !(error instanceof SeptumError) || !replaceable.has(error.code)) throw error
      told.push(`${error.message} Used instead: ${next.engine}${half ? ', single precision' : ''}.`)
    }
  }
  throw new Error('the last engine of all answers or throws')
}

const replaceable: ReadonlySet<string> = new Set(['ENGINE_UNAVAILABLE', 'PRECISION_UNSUPPORTED'])

const sameSettings = (a: OnnxBackend['settings'], b: OnnxBackend['settings']): boolean =>
  a.threads === b.threads && a.block === b.block && a.provider === b.provider && a.half === b.half

/** The engine in use; throws when `useEngine` has not been called. */
export function engineInUse(): EngineInfo {
  if (!current) throw new Error('no engine is in use: call useEngine first')
  return current
}

/** Do convolutions compute in half precision? Training then scales its loss. */
export const halfInUse = (): boolean => current?.half ?? false

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
  measured?: () => M | Promise<M>,
  options: Pick<EngineOptions, 'threads' | 'half'> = {},
): Promise<EngineTest & Partial<M>> {
  const engine = availableEngine(id)
  const before = current
  try {
    await useEngine(before?.engine === engine ? optionsOf(before) : { ...options, engine })
    const { checks, problems } = wrongAnswers()
    const times: Partial<M> = problems.length === 0 && measured ? await measured() : {}
    const fallbacks = engine.startsWith('onnxruntime') ? [...fallbacksOfEngine().keys()] : []
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
function availableEngine(name: string): EngineId {
  const id = engineNamed(name)
  const reason = listEngines().find((each) => each.id === id)?.reason
  if (reason !== undefined) throw new SeptumError('ENGINE_UNAVAILABLE', { engine: id, reason: bare(reason) })
  return id
}

const optionsOf = ({ engine, threads, block, half }: EngineInfo): EngineOptions => ({
  engine,
  threads,
  blocked: block > 0,
  half,
})

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
