import { cpus, totalmem } from 'node:os'
import { ComputeChoice, EngineTest, type ComputeSettings, type EngineRow } from '#shared/domain/device'
import { z } from '#shared/domain/schema'
import type { CancelSignal } from '#shared/ipc/contract'
import type { DeviceListing } from '#shared/ipc/devices'
import { SeptumError } from '#shared/errors/SeptumError'
import type { HostContext } from '../hostContext'
import { graphicsCards } from './graphicsCards'
import { inProbe } from './probeChild'
import { probedEngines } from './probedEngines'
import { usedEngine } from './usedEngine'
import { verdict } from './verdict'

type Context = Pick<HostContext, 'fork' | 'inference' | 'remembered' | 'door' | 'now'>
type Progress = (value: { done: number; total: number; what: string }) => void

/** What the choice, and the last test of each engine, are remembered under. */
const choiceKey = 'compute.choice'
const testsKey = 'compute.tests'

/** One core stays with the window, so that it answers while the others compute. */
const spareBesideWindow = 1

/** What this machine computes with: found, tried, tested, chosen. */
export class DeviceService {
  private tried: Promise<{ engines: EngineRow[]; cores: number }> | null = null

  /** What was told last to those that compute; a new process is told it at once. */
  private last: ComputeSettings

  constructor(
    private readonly host: Context,
    private readonly instead: Partial<ComputeChoice> = {},
  ) {
    const { threads } = this.choice
    this.last = { engine: 'onnxruntime', threads, spareCores: this.spareCores, half: false }
  }

  /** A chosen device is tried at the start, so that the first model is loaded there. */
  begin(): void {
    if (
      this.choice.engine !== 'auto' ||
      this.choice.half ||
      this.tests.some(({ engine }) => !sure.has(engine))
    )
      void this.tellInference().catch(() => undefined) // it is told again with the next run, test or choice
  }

  /** Tells a new inference process what to compute with. */
  greet(client: HostContext['inference']): void {
    client.inferring.compute(this.last).catch(() => undefined) // its death is told to whoever asked it something
  }

  async list(look: 'quick' | 'try' | 'again'): Promise<DeviceListing> {
    if (look === 'again') this.tried = null
    const [{ engines, cores }, cards] = await Promise.all([
      look === 'quick' && this.processorOnly ? this.host.inference.inferring.engines() : this.engines(),
      look === 'quick' ? [] : graphicsCards(),
    ])
    const { choice, tests } = this
    const used = usedEngine(engines, choice, tests)
    const rows = engines.map((row) => ({ ...row, default: row.id === used.engine }))
    return {
      engines: rows,
      verdict: verdict(rows, cores, used.why),
      cores,
      memoryBytes: totalmem(),
      processor: cpus()[0]?.model.trim() ?? 'unknown processor',
      cards,
      choice,
      threads: choice.threads ?? Math.max(1, cores - this.spareCores),
      tests: [...tests],
    }
  }

  async test(engine: string, progress: Progress, signal: CancelSignal): Promise<EngineTest> {
    const row = (await this.engines()).engines.find(({ id }) => id === engine)
    if (!row) throw new SeptumError('NOT_FOUND', { kind: 'engine', id: engine })
    if (row.reason !== undefined)
      throw new SeptumError('ENGINE_UNAVAILABLE', { engine, reason: row.reason.replace(/\.$/, '') })
    const settings: ComputeSettings = {
      engine,
      threads: this.choice.threads,
      spareCores: this.spareCores,
      half: false,
    }
    const tested = await inProbe(this.host.fork, engine, (probing) => probing.test(settings, progress), {
      signal,
    })
    await this.host.remembered.set(testsKey, [...this.tests.filter((each) => each.engine !== engine), tested])
    await this.tellInference()
    return tested
  }

  async choose(choice: ComputeChoice): Promise<void> {
    await this.host.remembered.set(choiceKey, choice)
    await this.tellInference()
  }

  /** What a process that computes is told now. */
  async settings(): Promise<ComputeSettings> {
    const { choice, tests } = this
    const engine = this.processorOnly
      ? ({ auto: 'onnxruntime' }[choice.engine] ?? choice.engine)
      : usedEngine((await this.engines()).engines, choice, tests).engine
    return { engine, threads: choice.threads, spareCores: this.spareCores, half: choice.half }
  }

  /** No other device was chosen, or ever compared with the processor: none needs to be tried. */
  private get processorOnly(): boolean {
    const { choice, tests } = this
    return choice.engine === 'auto' ? tests.every(({ engine }) => sure.has(engine)) : sure.has(choice.engine)
  }

  private engines() {
    this.tried ??= this.host.inference.inferring
      .engines()
      .then(async ({ engines, cores }) => ({ engines: await probedEngines(engines, this.host.fork), cores }))
    this.tried.catch(() => (this.tried = null))
    return this.tried
  }

  private async tellInference(): Promise<void> {
    this.last = await this.settings()
    await this.host.inference.inferring.compute(this.last)
  }

  private get spareCores(): number {
    return this.host.door === 'command' ? 0 : spareBesideWindow
  }

  private get choice(): ComputeChoice {
    const { data } = ComputeChoice.safeParse(this.host.remembered.all()[choiceKey])
    return { ...(data ?? ComputeChoice.parse({})), ...this.instead }
  }

  private get tests(): readonly EngineTest[] {
    return z.array(EngineTest).safeParse(this.host.remembered.all()[testsKey]).data ?? []
  }
}

const sure: ReadonlySet<string> = new Set(['onnxruntime', 'tfjs-cpu'])
