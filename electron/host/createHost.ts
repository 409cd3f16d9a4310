import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ComputeChoice } from '#shared/domain/device'
import { areas, type HostHandlers } from '#shared/ipc/areas'
import { inferenceAreas, readerAreas } from '#shared/ipc/children'
import type { Fork } from '#shared/ipc/childProcess'
import type { Message, Port } from '#shared/ipc/contract'
import { emitters, serve } from '#shared/ipc/serve'
import { SeptumError } from '#shared/errors/SeptumError'
import { openIndex } from '#electron/library/openIndex'
import { AuditLog } from '#electron/workspace/auditLog'
import { workspaceLayout, type WorkspaceLayout } from '#electron/workspace/layout'
import { takeLock, type Lock } from '#electron/workspace/lock'
import { openRemembered } from '#electron/workspace/remembered'
import { ComparisonService } from './comparison/comparisonService'
import { DatasetDesk } from './datasets/datasetDesk'
import { DeviceService } from './devices/deviceService'
import { ExportService } from './exports/exportService'
import { actorOf, appHandlers } from './handlers/appHandlers'
import { comparisonHandlers } from './handlers/comparisonHandlers'
import { datasetsHandlers } from './handlers/datasetsHandlers'
import { devicesHandlers } from './handlers/devicesHandlers'
import { exportsHandlers } from './handlers/exportsHandlers'
import { foldersHandlers } from './handlers/foldersHandlers'
import { labelsHandlers } from './handlers/labelsHandlers'
import { libraryHandlers } from './handlers/libraryHandlers'
import { modelsHandlers } from './handlers/modelsHandlers'
import { pluginsHandlers } from './handlers/pluginsHandlers'
import { predictionsHandlers } from './handlers/predictionsHandlers'
import { studiesHandlers } from './handlers/studiesHandlers'
import { trainingHandlers } from './handlers/trainingHandlers'
import type { Door, HostContext } from './hostContext'
import { keptChild } from './jobs/keptChild'
import { openAnnotations } from './library/annotations'
import { FolderScans } from './library/folderScans'
import { openKnownFolders } from './library/knownFolders'
import { LibraryService } from './library/libraryService'
import { LinkedFolders } from './library/linkedFolders'
import { ModelShelf } from './models/modelShelf'
import { DatasetService } from './datasets/datasetService'
import { PluginService } from './plugins/pluginService'
import { RunService } from './runs/runService'
import { StudyDesk } from './studies/studyDesk'

export interface HostOptions {
  /** The workspace's folder; made where it is missing. */
  readonly workspace: string
  readonly fork: Fork
  readonly door: Door
  readonly chooseFolder?: () => Promise<string | null>
  readonly now?: () => Date
  /** Roots of the disks that are there, where folders that are gone are looked for. */
  readonly volumes?: () => Promise<readonly string[]>
  /** What to compute with, instead of what Settings say. */
  readonly compute?: Partial<ComputeChoice>
}

export interface Host {
  /** Null: this host writes the index. Else who does. */
  readonly heldBy: string | null
  /** Answers one page or command on this port until it closes. */
  serve(port: Port): void
  /** The name of the run that trains now; null when none does. */
  training(): string | null
  /** Ends the children, writes what waits, lets go of the locks. */
  close(): Promise<void>
}

/** The switchboard behind every door: opens the workspace and answers the contract (architecture.md). */
export async function createHost(options: HostOptions): Promise<Host> {
  const layout = workspaceLayout(options.workspace)
  await usable(layout.root)
  // Children read the workspace's own adapters and label maps from it.
  process.env.SEPTUM_WORKSPACE = layout.root
  const lock = await indexLock(join(layout.locks, 'library'))
  try {
    return await hostOn(layout, lock, options)
  } catch (error) {
    if (typeof lock !== 'string') await lock.release()
    throw error
  }
}

/** The services and handlers on a workspace whose index is locked, or held by whom `lock` names. */
async function hostOn(layout: WorkspaceLayout, lock: Lock | string, options: HostOptions): Promise<Host> {
  const { fork, door, chooseFolder = null, now = () => new Date() } = options
  const heldBy = typeof lock === 'string' ? lock : null
  const ports = new Set<Port>()
  let departures: Promise<unknown> = Promise.resolve()
  const emit = emitters(areas, (message: Message) => {
    for (const port of ports) port.send(message)
  })
  const notice = (text: string) => emit.app.notice({ level: 'warn', text })
  const reader = keptChild('read', readerAreas, fork, notice)
  const inference = keptChild('infer', inferenceAreas, fork, notice, (client) => devices.greet(client))
  const remembered = await openRemembered(layout.remembered)
  const host: HostContext = {
    layout,
    index: openIndex(layout.library, { write: heldBy === null }),
    heldBy,
    door,
    reader: reader.client,
    inference: inference.client,
    fork,
    emit,
    remembered,
    audit: new AuditLog(layout.audit, () => actorOf({ remembered }), now),
    now,
    chooseFolder,
  }

  const devices = new DeviceService(host, options.compute)
  const known = await openKnownFolders(layout.folders)
  const library = new LibraryService(host, known, await openAnnotations(layout.annotations))
  const scans: FolderScans = new FolderScans(host, known, library, () => folders.tell())
  const folders = new LinkedFolders(host, known, library, () => scans, options.volumes)
  const desk = new StudyDesk(host, library)
  const shelf = new ModelShelf(host)
  const datasetDesk = new DatasetDesk(host, library)
  const datasets = new DatasetService(host, known, library, datasetDesk)
  const runs = new RunService(host, devices, () => shelf.tell())
  const plugins = new PluginService(host)
  const comparisons = new ComparisonService(host, library, shelf)
  const exported = new ExportService(host, library, known)
  devices.begin()
  await library.begin()
  await folders.begin()
  await runs.begin()
  await host.audit.record('start', { door })

  return {
    heldBy,
    serve(port) {
      const studies = studiesHandlers(host, library, desk)
      const handlers: HostHandlers = {
        app: appHandlers(host),
        comparison: comparisonHandlers(comparisons),
        datasets: datasetsHandlers(host, datasetDesk),
        devices: devicesHandlers(devices),
        exports: exportsHandlers(exported),
        folders: foldersHandlers(host),
        labels: labelsHandlers(host, datasets),
        library: libraryHandlers({ host, library, scans, folders, datasets }),
        models: modelsHandlers(shelf, library, host),
        plugins: pluginsHandlers(plugins),
        predictions: predictionsHandlers(host, library, shelf),
        studies: studies.handlers,
        training: trainingHandlers(host, datasets, runs, datasetDesk),
      }
      ports.add(port)
      port.onClose(() => {
        ports.delete(port)
        departures = Promise.all([departures, studies.leave()])
      })
      serve(port, areas, handlers)
    },
    training: () => runs.training(),
    async close() {
      folders.close()
      scans.stop()
      for (const port of ports) port.close()
      await departures
      await runs.close()
      await desk.close()
      await library.close()
      await Promise.all([reader.close(), inference.close()])
      await host.audit.record('stop', { door })
      host.index.close()
      if (typeof lock !== 'string') await lock.release()
    },
  }
}

async function usable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new SeptumError('WORKSPACE_UNUSABLE', { folder, reason }, { cause: error })
  }
}

/** The lock of the index, or who holds it: then the library can only be read here. */
async function indexLock(path: string): Promise<Lock | string> {
  try {
    return await takeLock(path, 'The library')
  } catch (error) {
    if (error instanceof SeptumError && error.code === 'LOCK_HELD') return String(error.facts.holder)
    throw error
  }
}
