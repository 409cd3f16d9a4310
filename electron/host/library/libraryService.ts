import { existsSync } from 'node:fs'
import { access } from 'node:fs/promises'
import type { PixelAnswer } from '#shared/ipc/contract'
import type { Annotation } from '#shared/ipc/library'
import type { CaseSource, Clash, Refusal, StudyRow } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { placeOnDisk } from '#electron/formats/zip/zipPath'
import { clearProblems } from '#electron/library/queries/clearProblems'
import { dropPlaces } from '#electron/library/queries/dropPlaces'
import { isWorkedOn } from '#electron/library/queries/isWorkedOn'
import { keepThumbnail } from '#electron/library/queries/keepThumbnail'
import { labelledPlaces, type LabelledPlace } from '#electron/library/queries/labelledPlaces'
import { listPlaces, type Place } from '#electron/library/queries/listPlaces'
import { listProblems } from '#electron/library/queries/listProblems'
import { listSources } from '#electron/library/queries/listSources'
import { listStudies } from '#electron/library/queries/listStudies'
import { pageOfStudies } from '#electron/library/queries/pageOfStudies'
import { patientClashes } from '#electron/library/queries/patientClashes'
import { purgeRemoved } from '#electron/library/queries/purgeRemoved'
import { relatedStudies } from '#electron/library/queries/relatedStudies'
import { searchStudies } from '#electron/library/queries/searchStudies'
import { setOnline } from '#electron/library/queries/setOnline'
import { setRemoved } from '#electron/library/queries/setRemoved'
import { setStudyState, type StudyState } from '#electron/library/queries/setStudyState'
import { setText } from '#electron/library/queries/setText'
import { thumbnail } from '#electron/library/queries/thumbnail'
import { untextedStudies } from '#electron/library/queries/untextedStudies'
import { upsertStudies } from '#electron/library/queries/upsertStudies'
import type { HostContext } from '../hostContext'
import type { AnnotationsFile } from './annotations'
import { isBelow, type KnownFolders } from './knownFolders'
import { StudyStates } from './studyStates'

/** So many rows are made in one go: some 20 ms of the host. */
const slice = 100

/** Removed rows can be restored for so long (R-LIB-5). */
const trashDays = 30

/** A study that is open: it stays what it was, whatever a scan finds meanwhile (R-LIB-7). */
interface Held {
  readonly source: CaseSource
  waiting: CaseSource | null
}

/** The Library's rows: what scans found, what readers wrote, and where the files are. */
export class LibraryService {
  private readonly held = new Map<string, Held>()
  private readonly states: StudyStates
  private closed = false

  constructor(
    private readonly host: HostContext,
    private readonly known: KnownFolders,
    readonly written: AnnotationsFile,
  ) {
    this.states = new StudyStates(host)
  }

  /** At the start: forgets what lay in the trash long enough, and looks which folders are there. */
  async begin(): Promise<void> {
    if (this.host.heldBy) return
    const before = new Date(this.host.now().getTime() - trashDays * 86_400_000).toISOString()
    purgeRemoved(this.host.index, before)
    setText(this.host.index, this.rows(untextedStudies(this.host.index)))
    await this.lookAround()
  }

  /** Waits for what is still being written. */
  close(): Promise<void> {
    this.closed = true
    return this.states.written()
  }

  /** The rows after one of them, in the order of ids. */
  list(after: string | null): { rows: StudyRow[]; next: string | null } {
    const ids = pageOfStudies(this.host.index, after, slice)
    return { rows: this.rows(ids), next: ids.length < slice ? null : ids.at(-1)! }
  }

  rows(ids: readonly string[]): StudyRow[] {
    return listStudies(this.host.index, this.written, ids)
  }

  search(text: string): string[] {
    return searchStudies(this.host.index, text)
  }

  problems(): Refusal[] {
    return listProblems(this.host.index)
  }

  clearProblems(): void {
    this.mayWrite()
    clearProblems(this.host.index)
  }

  /** A study's row and source, its files checked to lie below folders that were chosen. Throws PATH_OUTSIDE, NOT_FOUND. */
  find(id: string): { row: StudyRow; source: CaseSource } {
    const [row] = this.rows([id])
    if (!row) throw new SeptumError('NOT_FOUND', { kind: 'study', id })
    return { row, source: this.source(id) }
  }

  /** As `find`, the source alone; of an open study as it was when it was opened. */
  source(id: string): CaseSource {
    const held = this.held.get(id)
    if (held) return held.source
    const [source] = listSources(this.host.index, [id])
    if (!source) throw new SeptumError('NOT_FOUND', { kind: 'study', id })
    const roots = [...this.known.paths(), this.host.layout.samples]
    const outside = source.files.find((file) => !roots.some((root) => isBelow(root, file)))
    if (outside !== undefined) throw new SeptumError('PATH_OUTSIDE', { path: outside })
    return source
  }

  /** Where studies for data sets lie: those whose patient is in doubt are left out until that is settled (R-LIB-4). */
  usable(): LabelledPlace[] {
    const blocked = new Set(this.blocked())
    return labelledPlaces(this.host.index).filter(({ id }) => !blocked.has(id))
  }

  /** The sources of those of them that fit. */
  sources(fits: (place: LabelledPlace) => boolean): CaseSource[] {
    const ids = this.usable().filter(fits)
    return listSources(
      this.host.index,
      ids.map(({ id }) => id),
    )
  }

  /** Ids of studies that must not be used in a data set: all whose patient is in doubt, or those of these. */
  blocked(ids: readonly string[] | null = null): string[] {
    const clashes = [...patientClashes(this.host.index, ids)]
    return clashes.flatMap(([id, { uid }]) => (this.written.decision(uid) ? [] : [id]))
  }

  /** Throws PATIENT_IN_DOUBT where one of these studies must not be used in a data set. */
  mayBeUsed(ids: readonly string[]): void {
    const [row] = this.rows(this.blocked(ids))
    if (!row) return
    const patients = [row.patientId, ...(row.clash?.patients ?? [])].join(', ')
    throw new SeptumError('PATIENT_IN_DOUBT', { study: row.name, patients })
  }

  /** As `mayBeUsed`, of all studies of the Library below a folder. */
  folderMayBeUsed(folder: string): void {
    const blocked = new Set(this.blocked())
    if (blocked.size === 0) return
    this.mayBeUsed(
      this.places()
        .filter((place) => blocked.has(place.study) && isBelow(folder, place.folder))
        .map(({ study }) => study),
    )
  }

  /** Keeps an open study as it is until it is released. */
  hold(id: string, source: CaseSource): void {
    this.held.set(id, { source, waiting: null })
  }

  async release(id: string): Promise<void> {
    const waiting = this.held.get(id)?.waiting
    this.held.delete(id)
    if (waiting) await this.take([waiting])
  }

  /** What a scan found: new and changed rows are told of; states of contours come back from their files. */
  async take(
    sources: readonly CaseSource[],
    { revive = false, addedAt }: { revive?: boolean; addedAt?: string | undefined } = {},
  ): Promise<void> {
    const free: CaseSource[] = []
    for (const source of sources) {
      const held = this.held.get(source.id)
      if (!held) free.push(source)
      else held.waiting = JSON.stringify(held.source) === JSON.stringify(source) ? null : source
    }
    const { changed, added } = upsertStudies(this.host.index, free, this.host.now().toISOString(), addedAt)
    this.tell([...changed, ...(await this.comeBack(sources, added, revive))])
    for (const source of free) {
      if (!added.includes(source.id)) continue
      const state = await this.states.of(source)
      if (!state) continue
      setStudyState(this.host.index, source.id, state)
      this.tell([source.id])
    }
  }

  /** Studies that were removed come back when their folder is chosen anew, and stay away otherwise. */
  private async comeBack(
    sources: readonly CaseSource[],
    added: readonly string[],
    revive: boolean,
  ): Promise<readonly string[]> {
    const removed = this.known.removed()
    const back = sources.map(({ id }) => id).filter((id) => removed[id] !== undefined)
    if (revive && back.length) {
      setRemoved(this.host.index, back, null)
      await this.known.restore(back)
      return back
    }
    for (const id of back) if (added.includes(id)) setRemoved(this.host.index, [id], removed[id]!)
    return []
  }

  places(): Place[] {
    return listPlaces(this.host.index)
  }

  /** Files of these places are gone. Rows on which somebody worked stay, greyed; answers how many rows went. */
  drop(places: readonly Place[]): number {
    const free = places.filter(({ study }) => !this.held.has(study))
    const { gone, changed } = dropPlaces(this.host.index, free, (id) => this.isWorkedOn(id))
    this.tell(changed)
    if (gone.length) this.host.emit.library.changed({ upserted: [], removed: [...gone] })
    return gone.length
  }

  /** As `drop`, whether or not somebody worked on them. */
  forget(places: readonly Place[]): void {
    const { gone, changed } = dropPlaces(this.host.index, places, (id) => this.held.has(id))
    this.tell(changed)
    if (gone.length) this.host.emit.library.changed({ upserted: [], removed: [...gone] })
  }

  private isWorkedOn(id: string): boolean {
    const { index, layout } = this.host
    const worked = isWorkedOn(index, id) || this.written.annotation(id) !== undefined
    return worked || existsSync(layout.journal(id)) || existsSync(layout.snapshot(id))
  }

  async remove(ids: readonly string[]): Promise<void> {
    this.mayWrite()
    const now = this.host.now().toISOString()
    const related = relatedStudies(this.host.index, ids)
    setRemoved(this.host.index, ids, now)
    await this.known.remove(ids, now)
    this.host.emit.library.changed({ upserted: [], removed: [...ids] })
    this.tell(related)
    await this.host.audit.record('library.remove', { studies: ids.join(', ') })
  }

  async restore(ids: readonly string[]): Promise<void> {
    this.mayWrite()
    setRemoved(this.host.index, ids, null)
    await this.known.restore(ids)
    this.tell(ids)
  }

  async annotate(studies: Readonly<Record<string, Partial<Annotation>>>): Promise<void> {
    this.mayWrite()
    await this.written.annotate(studies)
    this.tell(Object.keys(studies))
  }

  async decide(studyUid: string, decision: Omit<NonNullable<Clash['decided']>, 'at'> | null): Promise<void> {
    this.mayWrite()
    const clashes = [...patientClashes(this.host.index, null)]
    const ids = clashes.flatMap(([id, { uid }]) => (uid === studyUid ? [id] : []))
    await this.written.decide(studyUid, decision && { ...decision, at: this.host.now().toISOString() })
    this.tell(ids)
    await this.host.audit.record('library.decide', {
      study: studyUid,
      decision: decision?.decision ?? 'taken back',
      patient: decision?.patientId ?? '',
      reason: decision?.reason ?? '',
    })
  }

  async thumbnail(id: string): Promise<PixelAnswer<{ columns: number; rows: number }>> {
    const kept = thumbnail(this.host.index, id)
    if (kept) return { header: { columns: kept.columns, rows: kept.rows }, bytes: kept.grey }
    const { header, bytes } = await this.host.reader.reading.thumbnail({ source: this.source(id) })
    if (!this.host.heldBy) keepThumbnail(this.host.index, id, { ...header, grey: bytes })
    return { header, bytes }
  }

  /** Keeps what the Library shows of a study's contours, and tells it where it changed. */
  setState(id: string, state: StudyState): void {
    if (this.host.heldBy) return
    const [before] = this.rows([id])
    if (!before) return
    setStudyState(this.host.index, id, state)
    const [after] = this.rows([id])
    if (JSON.stringify(after) === JSON.stringify(before)) return
    this.states.keep(id, state)
    this.tell([id])
  }

  /** Greys studies whose files are gone, and brings back those that are there again (R-LIB-6). */
  async lookAround(): Promise<void> {
    const folders = new Map<string, boolean>()
    const changed = { online: [] as Place[], offline: [] as Place[] }
    for (const place of this.places()) {
      const { folder, file } = place
      const known = folders.get(folder) ?? (await isThere(folder))
      folders.set(folder, known)
      const online = known && (file === '' || (await isThere(file)))
      if (place.online !== online) changed[online ? 'online' : 'offline'].push(place)
    }
    const now = this.host.now().toISOString()
    setOnline(this.host.index, changed.online, true, now)
    setOnline(this.host.index, changed.offline, false, now)
    this.tell([...changed.online, ...changed.offline].map(({ study }) => study))
  }

  /**
   * Sends these rows, and those that warn of them, to all pages; a search finds them as they are now. Of many at once the
   * first go now and the others in turns, so that nobody waits for the host.
   */
  tell(ids: readonly string[]): void {
    if (!ids.length || this.closed) return
    this.tellRows([...new Set([...ids, ...relatedStudies(this.host.index, ids)])])
  }

  private tellRows(ids: readonly string[]): void {
    if (this.closed) return
    const upserted = this.rows(ids.slice(0, slice))
    if (!this.host.heldBy) setText(this.host.index, upserted)
    this.host.emit.library.changed({ upserted, removed: [] })
    if (ids.length > slice) setImmediate(() => this.tellRows(ids.slice(slice)))
  }

  mayWrite(): void {
    if (this.host.heldBy)
      throw new SeptumError('LOCK_HELD', { what: 'The library', holder: this.host.heldBy })
  }
}

export const isThere = (path: string): Promise<boolean> =>
  access(placeOnDisk(path)).then(
    () => true,
    () => false,
  )
