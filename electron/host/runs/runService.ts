import { mkdir, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { advance, queuedRun, runOf, withoutProcess } from '#shared/domain/run'
import { Experiment } from '#shared/domain/experiment'
import type { RunId, RunMessage, RunRow } from '#shared/domain/training'
import { SeptumError, toFault } from '#shared/errors/SeptumError'
import { readJson, writeJson } from '#electron/workspace/jsonFile'
import { allowedFor, namedPlugins, placePlugins } from '#electron/workspace/plugins/placedPlugins'
import { lockHolder, takeLock, type Lock } from '#electron/workspace/lock'
import type { DeviceService } from '../devices/deviceService'
import type { HostContext } from '../hostContext'
import { followJob, type FollowedJob } from '../jobs/followJob'
import { appendEvent, readEvents, thinned } from './eventsFile'
import { eventsOf, experimentOf, lockOf, runIds, slug } from './runFolder'

/** How long a trainer that was told to end may take, when its run is removed or the program closes. */
const patienceMs = 3000

/** Runs: queued, followed, resumed. One trains at a time; all that is known of a run lies in its folder. */
export class RunService {
  private readonly rows = new Map<RunId, RunRow>()
  private readonly queue: RunId[] = []
  /** Runs that this host queued itself: it knows them better than their files do. */
  private readonly mine = new Set<RunId>()
  /** `settled` resolves when all that follows the child's end is done. */
  private active: { id: RunId; job: FollowedJob; lock: Lock; settled: Promise<void> } | null = null
  private starting = false
  private closing = false

  constructor(
    private readonly host: HostContext,
    private readonly devices: Pick<DeviceService, 'settings'>,
    /** Called when a run ended well: a new model is there. */
    private readonly onFinished: () => Promise<void>,
  ) {}

  /** Reads all runs; those whose process is gone are interrupted. */
  async begin(): Promise<void> {
    for (const id of await runIds(this.host.layout.experiments)) await this.reread(id)
  }

  private async reread(id: RunId): Promise<void> {
    const folder = this.folder(id)
    const row = runOf(id, await readEvents(eventsOf(folder)))
    if (!row) return
    const held = await lockHolder(lockOf(folder))
    if (this.mine.has(id)) return
    const lost = row.phase === 'queued' ? ({ ...row, phase: 'interrupted' } as const) : withoutProcess(row)
    this.rows.set(id, held === null ? lost : row)
  }

  /** Newest first. Runs that another program works on are read again. */
  async runs(): Promise<RunRow[]> {
    for (const id of await runIds(this.host.layout.experiments)) if (!this.mine.has(id)) await this.reread(id)
    return [...this.rows.values()].reverse()
  }

  /** The name of the run that trains now. */
  training(): string | null {
    return this.active ? this.row(this.active.id).name : null
  }

  row(id: RunId): RunRow {
    const row = this.rows.get(id)
    if (!row) throw new SeptumError('NOT_FOUND', { kind: 'run', id })
    return row
  }

  folder(id: RunId): string {
    return this.host.layout.run(id)
  }

  async messages(id: RunId): Promise<RunMessage[]> {
    this.row(id)
    return thinned(await readEvents(eventsOf(this.folder(id))))
  }

  async start(experiment: Experiment): Promise<RunId> {
    const placed: Experiment = {
      ...experiment,
      data: { ...experiment.data, folder: resolve(experiment.data.folder) },
    }
    await allowedFor(this.host.layout.root, namedPlugins(placed))
    const id = await this.freshId(experiment.name)
    const folder = this.folder(id)
    await writeJson(join(this.host.layout.experiments, id.replace(/\.\d+$/, ''), 'experiment.json'), placed)
    await writeJson(experimentOf(folder), placed)
    const queued = { type: 'queued', at: this.host.now().toISOString(), experiment: placed } as const
    await appendEvent(eventsOf(folder), queued)
    this.mine.add(id)
    this.keep(queuedRun(id, queued), queued)
    await this.host.audit.record('training.start', { run: id })
    this.enqueue(id)
    return id
  }

  /** `<name>-<n>.1`, the folder made here, so that two programs never share one. */
  private async freshId(name: string): Promise<RunId> {
    await mkdir(this.host.layout.experiments, { recursive: true })
    for (let n = 1; ; n++) {
      const experiment = n === 1 ? slug(name) : `${slug(name)}-${n}`
      const made = await mkdir(join(this.host.layout.experiments, experiment)).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EEXIST') return false
          throw error
        },
      )
      if (!made) continue
      await mkdir(dirname(this.folder(`${experiment}.1`)), { recursive: true })
      return `${experiment}.1`
    }
  }

  async pause(id: RunId): Promise<void> {
    await this.activeJob(id).trainer.pause()
  }

  /** Goes on after a pause, or queues a run again that was interrupted or failed. */
  async resume(id: RunId): Promise<void> {
    const ended = ['interrupted', 'failed'].includes(this.row(id).phase)
    if (ended && this.active?.id === id) await this.active.settled
    const row = this.row(id)
    if (this.active?.id === id) return void (await this.active.job.trainer.resume())
    if (!ended)
      throw new SeptumError('REQUEST_INVALID', { call: 'training.resume', reason: `the run is ${row.phase}` })
    const resumed = { type: 'resumed', at: this.host.now().toISOString(), epoch: row.epoch } as const
    await appendEvent(eventsOf(this.folder(id)), resumed)
    this.keep({ ...advance(row, resumed), phase: 'queued' }, resumed)
    this.enqueue(id)
  }

  /** A run that waits in the queue leaves it; one that trains ends after its step and keeps the best. */
  async stop(id: RunId): Promise<void> {
    const place = this.queue.indexOf(id)
    if (place < 0) return void (await this.activeJob(id).trainer.stop())
    this.queue.splice(place, 1)
    await this.fail(id, new SeptumError('CANCELLED', { what: `Run ${id}` }))
  }

  /** Ends the run where it is at work, and deletes its folder; models that it made stay. */
  async remove(id: RunId): Promise<void> {
    const { phase } = this.row(id)
    if (this.queue.includes(id)) this.queue.splice(this.queue.indexOf(id), 1)
    if (this.active?.id === id) await this.endActive()
    else if ((await lockHolder(lockOf(this.folder(id)))) !== null)
      throw new SeptumError('LOCK_HELD', { what: `Run ${id}`, holder: `another program, which is ${phase}` })
    await rm(dirname(dirname(this.folder(id))), { recursive: true, force: true })
    this.rows.delete(id)
    await this.host.audit.record('training.remove', { run: id })
  }

  /** Ends what trains; it can be resumed from its last checkpoint. */
  async close(): Promise<void> {
    this.closing = true
    this.queue.length = 0
    await this.endActive()
  }

  private async endActive(): Promise<void> {
    const { active } = this
    if (!active) return
    await active.job.end(patienceMs)
    await active.settled
  }

  private enqueue(id: RunId): void {
    this.mine.add(id)
    this.queue.push(id)
    void this.pump()
  }

  private async pump(): Promise<void> {
    if (this.active || this.starting || this.closing) return
    const id = this.queue.shift()
    if (id === undefined) return
    this.starting = true
    try {
      await this.launch(id)
    } catch (error) {
      await this.fail(id, error)
    } finally {
      this.starting = false
    }
    if (!this.active) void this.pump()
  }

  private async launch(id: RunId): Promise<void> {
    const folder = this.folder(id)
    const compute = await this.devices.settings()
    const experiment = await readJson(experimentOf(folder), Experiment)
    const plugins = experiment ? [...(await placePlugins(this.host.layout.root, experiment, folder))] : []
    const lock = await takeLock(lockOf(folder), `Run ${id}`)
    const job = followJob(
      this.host.fork('train'),
      {
        ...{ runFolder: folder, modelsFolder: this.host.layout.models, compute, plugins },
        plansFolder: join(this.host.layout.cache, 'plans'),
        preparedFolder: this.host.layout.prepared,
      },
      (message) => this.keep(advance(this.row(id), message), message),
      this.host.now,
    )
    job.trainer.heartbeat(() => {
      const row = this.rows.get(id)
      if (row) this.rows.set(id, { ...row, heartbeat: this.host.now().toISOString() })
    })
    const settled = job.ended.then(({ crashed }) => this.ended(id, crashed))
    this.active = { id, job, lock, settled }
  }

  private async ended(id: RunId, crashed: boolean): Promise<void> {
    const row = this.rows.get(id)
    if (crashed && row?.fault && !this.closing)
      await appendEvent(eventsOf(this.folder(id)), {
        type: 'failed',
        at: this.host.now().toISOString(),
        fault: row.fault,
      }).catch(() => undefined)
    await this.active?.lock.release()
    this.active = null
    if (row?.phase === 'finished')
      await this.onFinished().catch((error: unknown) => {
        if (!this.closing) throw error // a host that closes has no child left to ask for the list of models
      })
    void this.pump()
  }

  private async fail(id: RunId, error: unknown): Promise<void> {
    const failed = { type: 'failed', at: this.host.now().toISOString(), fault: toFault(error) } as const
    await appendEvent(eventsOf(this.folder(id)), failed).catch(() => undefined)
    this.keep(advance(this.row(id), failed), failed)
  }

  private keep(run: RunRow, message: RunMessage): void {
    this.rows.set(run.id, run)
    this.host.emit.training.progressed({ runId: run.id, message })
    this.host.emit.training.changed({ run })
  }

  private activeJob(id: RunId): FollowedJob {
    this.row(id)
    if (this.active?.id !== id)
      throw new SeptumError('REQUEST_INVALID', { call: 'training', reason: `run ${id} is not at work` })
    return this.active.job
  }
}
