import { access } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { CancelSignal, PixelAnswer } from '#shared/ipc/contract'
import type { ScanProgress, ScanSummary, WorkProgress } from '#shared/ipc/library'
import type { CaseSource, Refusal, StudyRow } from '#shared/domain/study'
import { SeptumError, toFault } from '#shared/errors/SeptumError'
import { placeOnDisk } from '#electron/formats/zip/zipPath'
import { clearProblems } from '#electron/library/queries/clearProblems'
import { findStudy } from '#electron/library/queries/findStudy'
import { keepThumbnail } from '#electron/library/queries/keepThumbnail'
import { listProblems } from '#electron/library/queries/listProblems'
import { listSources } from '#electron/library/queries/listSources'
import { listStudies } from '#electron/library/queries/listStudies'
import { purgeRemoved } from '#electron/library/queries/purgeRemoved'
import { removeStudies } from '#electron/library/queries/removeStudies'
import { replaceProblems } from '#electron/library/queries/replaceProblems'
import { restoreStudies } from '#electron/library/queries/restoreStudies'
import { setOnline } from '#electron/library/queries/setOnline'
import { setStudyState, type StudyState } from '#electron/library/queries/setStudyState'
import { thumbnail } from '#electron/library/queries/thumbnail'
import { upsertStudies } from '#electron/library/queries/upsertStudies'
import type { HostContext } from '../hostContext'
import { cancellable } from '../jobs/cancellable'
import { isBelow, type KnownFolders } from './knownFolders'

/** Removed rows can be restored for so long (R-LIB-5). */
const trashDays = 30

type Work<P> = { readonly progress: (value: P) => void; readonly signal: CancelSignal }

/** The Library: scans folders through the reader child, writes the index, tells the pages what changed. */
export class LibraryService {
  constructor(
    private readonly host: HostContext,
    private readonly known: KnownFolders,
  ) {}

  /** At the start: forgets what lay in the trash long enough, and looks which folders are there. */
  async begin(): Promise<void> {
    if (this.host.heldBy) return
    const before = new Date(this.host.now().getTime() - trashDays * 86_400_000).toISOString()
    purgeRemoved(this.host.index, before)
    await this.lookAround()
  }

  list(): StudyRow[] {
    return listStudies(this.host.index)
  }

  problems(): Refusal[] {
    return listProblems(this.host.index)
  }

  clearProblems(): void {
    this.mayWrite()
    clearProblems(this.host.index)
  }

  /** A study's row and source, its files checked to lie below folders that were chosen. Throws PATH_OUTSIDE. */
  find(id: string): { row: StudyRow; source: CaseSource } {
    const found = findStudy(this.host.index, id)
    const roots = [...this.known.paths(), this.host.layout.samples]
    const outside = found.source.files.find((file) => !roots.some((root) => isBelow(root, file)))
    if (outside !== undefined) throw new SeptumError('PATH_OUTSIDE', { path: outside })
    return found
  }

  sources(): CaseSource[] {
    return listSources(this.host.index)
  }

  async add(folder: string, work: Work<ScanProgress>): Promise<ScanSummary> {
    this.mayWrite()
    const path = resolve(folder)
    const summary = await this.scan(path, work)
    await this.host.audit.record('library.add', { folder: path, studies: summary.studies })
    return summary
  }

  async rebuild(work: Work<ScanProgress>): Promise<ScanSummary> {
    this.mayWrite()
    const total: ScanSummary = { studies: 0, series: 0, filesRead: 0, refused: [] }
    for (const folder of this.known.paths()) {
      const part = await this.scan(folder, work).catch((error: unknown) => {
        const { code, cause, remedy } = toFault(error)
        if (code === 'CANCELLED') throw error
        return { studies: 0, series: 0, filesRead: 0, refused: [{ file: folder, code, cause, remedy }] }
      })
      total.studies += part.studies
      total.series += part.series
      total.filesRead += part.filesRead
      total.refused.push(...part.refused)
    }
    return total
  }

  private async scan(folder: string, { progress, signal }: Work<ScanProgress>): Promise<ScanSummary> {
    const { index, reader, now } = this.host
    const refused: Refusal[] = []
    const found = new Map<string, CaseSource>()
    const removed = this.known.removed()
    const scanned = cancellable(
      reader.reading.scan({ folder }, ({ found: cases, refused: files, ...counts }) => {
        refused.push(...files)
        // A study that was removed comes back when its folder is added anew.
        for (const source of cases) found.set(source.id, source)
        if (cases.length) {
          upsertStudies(index, cases, now().toISOString())
          this.tell(cases.map(({ id }) => id))
        }
        progress(counts)
      }),
      signal,
    )
    const { filesRead } = await scanned
    if (signal.aborted) throw new SeptumError('CANCELLED', { what: `The scan of ${folder}` })
    replaceProblems(index, folder, refused)
    await this.known.add(folder, now().toISOString())
    const back = [...found.keys()].filter((id) => id in removed)
    if (back.length) await this.known.restore(back)
    const series = [...found.values()].reduce((sum, source) => sum + source.series, 0)
    return { studies: found.size, series, filesRead, refused }
  }

  async remove(ids: readonly string[]): Promise<void> {
    this.mayWrite()
    const now = this.host.now().toISOString()
    removeStudies(this.host.index, ids, now)
    await this.known.remove(ids, now)
    this.host.emit.library.changed({ upserted: [], removed: [...ids] })
    await this.host.audit.record('library.remove', { studies: ids.join(', ') })
  }

  async restore(ids: readonly string[]): Promise<void> {
    this.mayWrite()
    restoreStudies(this.host.index, ids)
    await this.known.restore(ids)
    this.tell(ids)
  }

  async thumbnail(id: string): Promise<PixelAnswer<{ columns: number; rows: number }>> {
    const kept = thumbnail(this.host.index, id)
    if (kept) return { header: { columns: kept.columns, rows: kept.rows }, bytes: kept.grey }
    const { source } = this.find(id)
    const { header, bytes } = await this.host.reader.reading.thumbnail({ source })
    if (!this.host.heldBy) keepThumbnail(this.host.index, id, { ...header, grey: bytes })
    return { header, bytes }
  }

  /** Makes phantom hearts in the workspace and adds them. */
  async sample(
    { patients, seed }: { patients: number; seed: number },
    { progress, signal }: Work<WorkProgress>,
  ): Promise<{ folder: string; ids: string[] }> {
    this.mayWrite()
    const out = join(this.host.layout.samples, `hearts-${patients}-${seed}`)
    const order = { layout: 'acdc' as const, patients, seed, out }
    await cancellable(this.host.reader.reading.makePhantoms(order, progress), signal)
    await this.scan(out, { progress: () => undefined, signal })
    const ids = this.sources().filter((source) => source.files.some((file) => isBelow(out, file)))
    return { folder: out, ids: ids.map(({ id }) => id) }
  }

  /** Keeps what the Library shows of a study's contours, and tells it where it changed. */
  setState(id: string, state: StudyState): void {
    if (this.host.heldBy) return
    const before = JSON.stringify(findStudy(this.host.index, id).row)
    setStudyState(this.host.index, id, state)
    if (JSON.stringify(findStudy(this.host.index, id).row) !== before) this.tell([id])
  }

  /** Greys studies whose files are gone, and brings back those that are there again (R-LIB-6). */
  async lookAround(): Promise<void> {
    const folders = new Map<string, boolean>()
    const there = async (path: string) => {
      const seen = folders.get(path)
      if (seen !== undefined) return seen
      const found = await access(placeOnDisk(path)).then(
        () => true,
        () => false,
      )
      folders.set(path, found)
      return found
    }
    const changed = { online: [] as string[], offline: [] as string[] }
    const shown = new Map(this.list().map((row) => [row.id, row.online]))
    for (const source of this.sources()) {
      const online = await there(source.files[0] ? dirname(source.files[0]) : source.folder)
      if (shown.get(source.id) !== online) changed[online ? 'online' : 'offline'].push(source.id)
    }
    const now = this.host.now().toISOString()
    setOnline(this.host.index, changed.online, true, now)
    setOnline(this.host.index, changed.offline, false, now)
    this.tell([...changed.online, ...changed.offline])
  }

  private tell(ids: readonly string[]): void {
    if (!ids.length) return
    const upserted = ids.map((id) => findStudy(this.host.index, id).row)
    this.host.emit.library.changed({ upserted, removed: [] })
  }

  private mayWrite(): void {
    if (this.host.heldBy)
      throw new SeptumError('LOCK_HELD', { what: 'The library', holder: this.host.heldBy })
  }
}
