import { join } from 'node:path'
import type { CancelSignal } from '#shared/ipc/contract'
import type { Scanning, ScanProgress, ScanSummary } from '#shared/ipc/library'
import type { CaseSource, Refusal } from '#shared/domain/study'
import { SeptumError, toFault } from '#shared/errors/SeptumError'
import { drawnPlaces } from '#electron/library/queries/drawnPlaces'
import { replaceProblems } from '#electron/library/queries/replaceProblems'
import type { HostContext } from '../hostContext'
import { cancellable } from '../jobs/cancellable'
import { isBelow, type KnownFolders } from './knownFolders'
import type { LibraryService } from './libraryService'
import { scanClock } from './scanClock'

export interface ScanOrder {
  readonly folder: string
  /** Reads every file, also those that did not change. */
  readonly fresh?: boolean
  /** Brings back studies that were removed from the list: their folder was chosen anew. */
  readonly revive?: boolean
  /** Nobody waits for it: a watched folder changed. */
  readonly watched?: boolean
}

type Work = { readonly progress: (value: ScanProgress) => void; readonly signal: CancelSignal }

/** Scans through the reader child, one after the other: what they find goes into the Library while they run. */
export class FolderScans {
  private turns: Promise<unknown> = Promise.resolve()
  private now: { readonly stop: () => void; paused: boolean; tell: () => void } | null = null

  constructor(
    private readonly host: HostContext,
    private readonly known: KnownFolders,
    private readonly library: LibraryService,
    private readonly foldersChanged: () => void,
  ) {}

  /** Errors: those of the reader's scan, CANCELLED among them; what was found before is kept. */
  run(order: ScanOrder, work: Work): Promise<ScanSummary> {
    this.library.mayWrite()
    const next = this.turns.then(() => this.scan(order, work))
    this.turns = next.catch(() => undefined)
    return next
  }

  /** One folder after the other. A folder that cannot be scanned is named among the refusals, and the rest goes on. */
  async runAll(folders: readonly string[], fresh: boolean, work: Work): Promise<ScanSummary> {
    this.library.mayWrite()
    const total = { ...nothingFound, refused: [] as Refusal[] }
    for (const folder of folders) {
      const part = await this.run({ folder, fresh }, work).catch((error: unknown) => {
        const { code, cause, remedy } = toFault(error)
        if (code === 'CANCELLED') throw error
        return { ...nothingFound, refused: [{ file: folder, code, cause, remedy }] }
      })
      total.studies += part.studies
      total.series += part.series
      total.filesRead += part.filesRead
      total.unchanged += part.unchanged
      total.gone += part.gone
      total.refused.push(...part.refused)
    }
    await this.library.lookAround()
    return total
  }

  async pause(paused: boolean): Promise<void> {
    if (!this.now || this.now.paused === paused) return
    this.now.paused = paused
    await this.host.reader.reading.pauseScans({ paused })
    this.now?.tell()
  }

  stop(): void {
    this.now?.stop()
  }

  private async scan(order: ScanOrder, { progress, signal }: Work): Promise<ScanSummary> {
    const { folder, fresh = false, revive = false, watched = false } = order
    const { index, reader, emit, now, layout } = this.host
    const stopping = new AbortController()
    signal.addEventListener('abort', () => stopping.abort())
    if (signal.aborted) stopping.abort()
    const refused: Refusal[] = []
    const found = new Map<string, number>()
    const seen = new Set<string>()
    const drawn = new Set(drawnPlaces(index).map(({ study, folder: at }) => placeKey(study, at)))
    const late = new Map<string, CaseSource>()
    const clock = scanClock()
    const addedAt = this.known.list().find(({ path }) => path === folder)?.addedAt
    let at: ScanProgress = { files: 0, folders: 0, cases: 0, path: folder, total: null }
    let taking: Promise<void> = Promise.resolve()
    const tell = (scan: Scanning) => emit.library.scanning({ scan })
    const state = {
      paused: false,
      stop: () => stopping.abort(),
      tell: () =>
        tell({ ...at, folder, watched, paused: state.paused, rate: clock.rate(at.files, state.paused) }),
    }
    this.now = state
    try {
      state.tell()
      const order = { folder, memory: join(layout.cache, 'scans'), fresh }
      const scanning = cancellable(
        reader.reading.scan(order, ({ found: cases, refused: files, ...counts }) => {
          at = counts
          refused.push(...files)
          const ready: CaseSource[] = []
          for (const source of cases) {
            const key = placeKey(source.id, source.folder)
            found.set(source.id, source.series)
            seen.add(key)
            late.delete(key)
            // A case is told before the file that draws on it: a row that has the drawing does not lose it meanwhile.
            if (drawn.has(key) && source.detail.drawn === undefined) late.set(key, source)
            else ready.push(source)
          }
          if (ready.length)
            taking = taking.then(async () => {
              await this.link(folder)
              await this.library.take(ready, { revive, addedAt })
            })
          state.tell()
          progress(counts)
        }),
        stopping.signal,
      )
      // What was found before a scan failed or was stopped is kept.
      const [ended] = await Promise.allSettled([scanning])
      await taking
      if (ended.status === 'rejected') throw ended.reason
      const answer = ended.value
      if (stopping.signal.aborted) throw new SeptumError('CANCELLED', { what: `The scan of ${folder}` })
      await this.library.take([...late.values()], { revive, addedAt })
      replaceProblems(index, folder, refused)
      const gone = this.library.drop(this.vanished(folder, seen, new Set(found.keys()), refused))
      await this.link(folder)
      await this.known.change(folder, { scannedAt: now().toISOString() })
      this.foldersChanged()
      const series = [...found.values()].reduce((sum, own) => sum + own, 0)
      const { filesRead, unchanged = 0 } = answer
      return { studies: found.size, series, filesRead, unchanged, gone, refused }
    } finally {
      if (state.paused) await reader.reading.pauseScans({ paused: false }).catch(() => undefined)
      this.now = null
      tell(null)
    }
  }

  /** Files of a folder may be opened from its first study on. */
  private async link(folder: string): Promise<void> {
    if (this.known.paths().includes(folder)) return
    await this.known.add(folder, this.host.now().toISOString())
    this.foldersChanged()
  }

  /**
   * Places below the folder where the scan found nothing; and those of a disk that is not there, of studies that were found
   * elsewhere: they have moved. What lies below a folder that could not be read is not gone for that.
   */
  private vanished(
    root: string,
    seen: ReadonlySet<string>,
    found: ReadonlySet<string>,
    refused: readonly Refusal[],
  ) {
    const closed = refused.filter(({ code }) => code === 'FOLDER_UNREADABLE').map(({ file }) => file)
    return this.library
      .places()
      .filter(({ study, folder, online }) =>
        isBelow(root, folder)
          ? !seen.has(placeKey(study, folder)) && !closed.some((file) => isBelow(file, folder))
          : !online && found.has(study),
      )
  }
}

const placeKey = (study: string, folder: string): string => `${study}\n${folder}`

const nothingFound: Omit<ScanSummary, 'refused'> = {
  studies: 0,
  series: 0,
  filesRead: 0,
  unchanged: 0,
  gone: 0,
}
