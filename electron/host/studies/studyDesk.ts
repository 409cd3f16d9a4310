import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OpenedStudy } from '#shared/ipc/studies'
import type { JournalEntry } from '#shared/domain/segmentation'
import type { OpenedCase } from '#shared/domain/study'
import type { z } from '#shared/domain/schema'
import { SeptumError, toFault } from '#shared/errors/SeptumError'
import { Journal, readJournal } from '#electron/workspace/journal'
import { takeLock, type Lock } from '#electron/workspace/lock'
import { saveFault } from '#electron/workspace/saveFault'
import type { HostContext } from '../hostContext'
import type { LibraryService } from '../library/libraryService'
import { segmentationNow, studyState } from './studyState'

interface OpenStudy {
  readonly opened: OpenedCase
  readonly lock: Lock
  readonly journal: Journal
  /** How many pages have it open. */
  users: number
}

/** How often a journal that could not be written is tried again. */
const retryMs = 5000
const tellAfterMs = 300

/** Studies that are open for reading and editing; each is locked, and its journal open, while anybody looks at it. */
export class StudyDesk {
  private readonly open = new Map<string, OpenStudy>()
  private readonly retries = new Map<string, NodeJS.Timeout>()
  private readonly telling = new Map<string, NodeJS.Timeout>()
  /** Studies that were opened to read only, and who holds them. */
  private readonly heldElsewhere = new Map<string, string>()
  private turns: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly host: HostContext,
    private readonly library: LibraryService,
  ) {}

  /**
   * Opens a study, to read only where another program holds it (R-AS-5). One at a time, so that none opens twice.
   * `again`: the asking page has it open already, and counts once.
   */
  openStudy(id: string, again = false): Promise<z.infer<typeof OpenedStudy>> {
    return this.inTurn(() => this.openNow(id, again))
  }

  private inTurn<T>(job: () => Promise<T>): Promise<T> {
    const next = this.turns.then(job)
    this.turns = next.catch(() => undefined)
    return next
  }

  private async openNow(id: string, again: boolean): Promise<z.infer<typeof OpenedStudy>> {
    const { source, row } = this.library.find(id)
    const known = this.open.get(id)
    if (known) {
      if (!again) known.users++
      return { row, opened: known.opened, entries: [...known.journal.entries], recovered: 0, heldBy: null }
    }
    const { layout } = this.host
    const opened = await this.host.reader.reading.open({ source })
    const places = { journal: layout.journal(id), snapshot: layout.snapshot(id) }
    const lock = await this.lockOf(id)
    if (typeof lock === 'string') {
      this.heldElsewhere.set(id, lock)
      return { row, opened, entries: [...(await readJournal(places))], recovered: 0, heldBy: lock }
    }
    this.heldElsewhere.delete(id)

    const journal = await Journal.open(places, { now: this.host.now }).catch(async (error: unknown) => {
      await lock.release()
      throw error
    })
    this.open.set(id, { opened, lock, journal, users: 1 })
    this.library.hold(id, source)
    if (journal.damage) this.host.emit.app.notice({ level: 'warn', text: sentence(journal.damage) })
    // A clean end leaves no lock behind; one that was left tells how many entries there were when it was taken.
    const recovered = lock.abandoned ? Math.max(0, journal.entries.length - (lock.abandoned.entries ?? 0)) : 0
    this.tellState(id)
    await this.host.audit.record('study.open', { study: id, recovered })
    return { row, opened, entries: [...journal.entries], recovered, heldBy: null }
  }

  /** The lock, or who holds it. */
  private async lockOf(id: string): Promise<Lock | string> {
    const { layout } = this.host
    const entries = (await readJournal({ journal: layout.journal(id), snapshot: layout.snapshot(id) })).length
    try {
      return await takeLock(join(layout.study(id), 'lock'), `Study ${id}`, { entries })
    } catch (error) {
      if (error instanceof SeptumError && error.code === 'LOCK_HELD') return String(error.facts.holder)
      throw error
    }
  }

  closeStudy(id: string): Promise<void> {
    return this.inTurn(async () => {
      const study = this.open.get(id)
      if (study && --study.users <= 0) await this.closeNow(id, study)
    })
  }

  /** What the disk does not take keeps the study open, and is tried again. */
  private async closeNow(id: string, study: OpenStudy): Promise<void> {
    await study.journal.retry().catch(() => undefined)
    if (study.journal.unsaved) return this.retryLater(id)
    await study.journal.close()
    this.tellState(id)
    this.open.delete(id)
    await study.lock.release()
    await this.library.release(id)
    // A reader that is gone keeps nothing open.
    await this.host.reader.reading.close({ id }).catch(() => undefined)
  }

  async append(id: string, entries: readonly JournalEntry[]): Promise<{ savedAt: string }> {
    const study = this.editable(id)
    try {
      await study.journal.append(entries)
    } catch (error) {
      this.host.emit.studies.unsaved({ id, fault: toFault(error) })
      this.retryLater(id)
      throw error
    }
    this.tellSoon(id)
    return { savedAt: this.host.now().toISOString() }
  }

  /** Writes all entries into a folder of the reader's choice, for when the workspace takes none (R-AS-4). */
  async rescue(id: string, folder: string): Promise<{ file: string }> {
    const study = this.editable(id)
    const stamp = this.host.now().toISOString().slice(0, 19).replaceAll(':', '-')
    const file = join(folder, `${study.opened.name.replace(/[^\w.-]+/g, '_')}-${stamp}.septum.json`)
    try {
      await mkdir(folder, { recursive: true })
      const body = {
        schema: 'septum-rescue/1',
        study: id,
        name: study.opened.name,
        entries: study.journal.entries,
      }
      await writeFile(file, JSON.stringify(body), { flag: 'wx' })
    } catch (error) {
      throw saveFault(error, file)
    }
    await this.host.audit.record('study.rescue', { study: id, file })
    return { file }
  }

  /** Masks of the drawn phases on the source grid (F-RE-3). */
  async exportMasks(id: string, folder: string): Promise<{ files: string[] }> {
    const { source } = this.library.find(id)
    const { opened, journal } = this.editable(id)
    const contours = [...segmentationNow(journal.entries, opened).contours.values()]
    const written = await this.host.reader.reading.exportMasks({ source, contours, folder })
    await this.host.audit.record('study.export', { study: id, folder })
    return written
  }

  /** Closes all: journals are written, locks released. */
  close(): Promise<void> {
    return this.inTurn(async () => {
      for (const timer of this.retries.values()) clearTimeout(timer)
      for (const [id, { journal, lock }] of this.open) {
        await journal.close()
        this.tellState(id)
        await lock.release()
      }
      this.open.clear()
    })
  }

  private retryLater(id: string): void {
    if (this.retries.has(id)) return
    const timer = setTimeout(() => {
      this.retries.delete(id)
      void this.inTurn(() => this.retryNow(id))
    }, retryMs)
    timer.unref()
    this.retries.set(id, timer)
  }

  private async retryNow(id: string): Promise<void> {
    const study = this.open.get(id)
    if (!study) return
    try {
      await study.journal.retry()
      if (study.users <= 0) await this.closeNow(id, study)
      else this.tellState(id)
    } catch (error) {
      this.host.emit.studies.unsaved({ id, fault: toFault(error) })
      this.retryLater(id)
    }
  }

  /** Numbers follow a moment after the last of several quick edits. */
  private tellSoon(id: string): void {
    clearTimeout(this.telling.get(id))
    const timer = setTimeout(() => this.tellState(id), tellAfterMs)
    timer.unref()
    this.telling.set(id, timer)
  }

  private tellState(id: string): void {
    clearTimeout(this.telling.get(id))
    const study = this.open.get(id)
    if (study) this.library.setState(id, studyState(study.journal.entries, study.opened))
  }

  private editable(id: string): OpenStudy {
    const study = this.open.get(id)
    const holder = this.heldElsewhere.get(id)
    if (!study && holder !== undefined) throw new SeptumError('LOCK_HELD', { what: `Study ${id}`, holder })
    if (!study) throw new SeptumError('NOT_FOUND', { kind: 'open study', id })
    return study
  }
}

const sentence = (fault: SeptumError) => `${fault.message} ${fault.toFault().remedy}`
