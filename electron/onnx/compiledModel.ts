import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryOfPlan, type PlanMemory } from './memoryOfPlan'
import { PlanCache } from './planCache'
import type { Plan } from './planFile'
import { planGraph } from './planGraph'
import {
  runtimeVersion,
  savedOptions,
  savingOptions,
  Session,
  sessionOptions,
  type Provider,
  type SessionOptions,
} from './runtime'

/** What a model is compiled for. */
export interface CompiledFor {
  /** Threads of one operator. */
  readonly threads: number
  readonly provider?: Provider
}

export interface CompiledModel {
  readonly session: Session
  /**
   * What a run takes; worked out when it is asked for the first time, where no plan says so already. Null where that
   * cannot be known: on another provider than the processor, or without a place for temporary files.
   */
  readonly memory: () => PlanMemory | null
}

/** Bytes of a model below which compiling is as quick as reading a plan. */
const worthKeeping = 8 * 1024

let plans: PlanCache | null = null

/** The folder in which compiled steps are kept from run to run; null: nowhere. */
export function keepPlansIn(folder: string | null): void {
  plans = folder === null ? null : new PlanCache(folder)
}

/** A session of a model: from its plan where one is kept, else compiled, and its plan kept. */
export function compiledModel(
  model: Uint8Array,
  wanted: CompiledFor,
  more: SessionOptions = {},
): CompiledModel {
  const options = { ...sessionOptions(wanted), ...more }
  // What another provider compiles holds for its device alone.
  const onProcessor = (wanted.provider ?? 'cpu') === 'cpu'
  if (!onProcessor) return { session: new Session(model, options), memory: () => null }
  if (!plans || model.length < worthKeeping) return unkept(model, options)
  const key = PlanCache.key(model, runtimeVersion(), process.platform, process.arch)
  const kept = plans.find(key)
  const session = kept && sessionOf(kept, options)
  if (session) return { session, memory: () => kept.memory }
  const made = saved(model, options)
  if (!made) return unkept(model, options)
  plans.keep(key, made.plan)
  return { session: made.session, memory: () => made.plan.memory }
}

function unkept(model: Uint8Array, options: SessionOptions): CompiledModel {
  let memory: PlanMemory | null | undefined
  return { session: new Session(model, options), memory: () => (memory ??= measured(model, options)) }
}

/** Null: this build of ONNX Runtime does not take the plan. */
function sessionOf({ model }: Plan, options: SessionOptions): Session | null {
  try {
    return new Session(model, { ...options, ...savedOptions })
  } catch {
    return null // compiled anew, and the plan written anew
  }
}

function measured(model: Uint8Array, options: SessionOptions): PlanMemory | null {
  const made = saved(model, options)
  made?.session.dispose()
  return made?.plan.memory ?? null
}

/** Compiles a model and has ONNX Runtime write down what it made of it; null where that cannot be written. */
function saved(model: Uint8Array, options: SessionOptions): { session: Session; plan: Plan } | null {
  let folder: string | null = null
  try {
    folder = mkdtempSync(join(tmpdir(), 'septum-plan-'))
    const file = join(folder, 'model.ort')
    const session = new Session(model, { ...options, ...savingOptions(file) })
    const optimised = readFileSync(file)
    return { session, plan: { model: optimised, memory: memoryOfPlan(planGraph(optimised)) } }
  } catch {
    return null // no room for it: the caller compiles without
  } finally {
    if (folder !== null) rmSync(folder, { recursive: true, force: true })
  }
}
