import { resolve } from 'node:path'
import type { CancelSignal } from '#shared/ipc/contract'
import type { LinkedFolder, ScanProgress, ScanSummary } from '#shared/ipc/library'
import { SeptumError } from '#shared/errors/SeptumError'
import type { HostContext } from '../hostContext'
import type { FolderScans } from './folderScans'
import { gathered } from './gathered'
import { isBelow, type KnownFolders } from './knownFolders'
import { isThere, type LibraryService } from './libraryService'
import { mountedVolumes, movedFolder } from './movedFolder'
import { watchFolder, type FolderWatch } from './watchFolder'

/** How long a folder must be quiet before it is scanned, and how long a busy one may wait. */
const gathering = { quietMs: 1500, longestMs: 30_000 }
/** How often disks are looked for, and folders of which the system tells nothing. */
const disksMs = 20_000
const lookMs = 5 * 60_000
/** The window comes first at the start. */
const firstLookMs = 4000

type Work = { readonly progress: (value: ScanProgress) => void; readonly signal: CancelSignal }
interface Watching {
  readonly watch: FolderWatch
  readonly close: () => void
}

/** The folders of the Library: which are there, which are watched, where those went that are gone. */
export class LinkedFolders {
  private readonly watching = new Map<string, Watching>()
  private readonly online = new Map<string, boolean>()
  private readonly timers: NodeJS.Timeout[] = []
  private closed = false

  constructor(
    private readonly host: HostContext,
    private readonly known: KnownFolders,
    private readonly library: LibraryService,
    private readonly scans: () => FolderScans,
    private readonly volumes: () => Promise<readonly string[]> = mountedVolumes,
  ) {}

  /** Looks which folders are there; unless a single command asks, also watches them from now on. */
  async begin(): Promise<void> {
    for (const path of this.known.paths()) this.online.set(path, await isThere(path))
    if (this.host.heldBy || this.host.door === 'command') return
    this.timers.push(setInterval(() => void this.lookForDisks().catch(() => undefined), disksMs).unref())
    this.timers.push(setInterval(() => this.lookAgain('looking'), lookMs).unref())
    // Files may have changed while Septum was away.
    this.timers.push(setTimeout(() => this.lookAgain(null), firstLookMs).unref())
    void this.watchAll()
  }

  list(): LinkedFolder[] {
    return this.known.list().map((folder) => ({
      ...folder,
      online: this.online.get(folder.path) ?? true,
      watching: !folder.watch ? 'off' : (this.watching.get(folder.path)?.watch.way ?? 'looking'),
    }))
  }

  async setWatch(path: string, on: boolean): Promise<void> {
    this.library.mayWrite()
    await this.known.change(path, { watch: on })
    await this.watchAll()
    this.tell()
  }

  /** Takes a folder out, with the rows of its studies that lie in no other; contours, tags and notes stay. */
  async unlink(path: string): Promise<void> {
    this.library.mayWrite()
    await this.known.forget(path)
    const others = this.known.paths()
    const away = (folder: string) => isBelow(path, folder) && !others.some((other) => isBelow(other, folder))
    this.library.forget(this.library.places().filter(({ folder }) => away(folder)))
    await this.watchAll()
    this.tell()
    await this.host.audit.record('library.unlink', { folder: path })
  }

  /** Scans the place where a folder's studies are said to lie now. Errors: RELINK_NO_MATCH, and those of the scan. */
  async locate(folder: string, to: string, work: Work): Promise<ScanSummary> {
    this.library.mayWrite()
    const now = resolve(to)
    const before = this.library.places().filter((place) => isBelow(folder, place.folder))
    const lost = new Set(before.map(({ study }) => study))
    const summary = await this.scans().run({ folder: now }, work)
    const places = this.library.places()
    const back = new Set(
      places.filter((place) => isBelow(now, place.folder) && lost.has(place.study)).map(({ study }) => study),
    )
    if (lost.size > 0 && back.size === 0) {
      await this.unlink(now)
      throw new SeptumError('RELINK_NO_MATCH', { folder, now, studies: lost.size })
    }
    const left = places.filter((place) => isBelow(folder, place.folder) && !isBelow(now, place.folder))
    if (left.every(({ study }) => back.has(study))) {
      const watch = this.known.list().find(({ path }) => path === folder)?.watch ?? true
      this.library.drop(left)
      await this.known.forget(folder)
      await this.known.change(now, { watch })
    }
    this.online.set(now, true)
    await this.host.audit.record('library.locate', { folder, now, studies: back.size })
    await this.watchAll()
    this.tell()
    return summary
  }

  tell(): void {
    this.host.emit.library.foldersChanged({ folders: this.list() })
    if (!this.closed) void this.watchAll()
  }

  close(): void {
    this.closed = true
    for (const timer of this.timers) clearInterval(timer)
    for (const { close } of this.watching.values()) close()
    this.watching.clear()
  }

  /** Notices disks that went or came back, and finds those that came back under another name. */
  async lookForDisks(): Promise<void> {
    let changed = false
    for (const path of this.known.paths()) {
      const there = await isThere(path)
      changed ||= this.online.get(path) !== there
      this.online.set(path, there)
    }
    if (changed) {
      await this.library.lookAround()
      this.tell()
      this.lookAgain('told')
    }
    for (const path of this.known.paths()) if (!this.online.get(path)) await this.follow(path)
  }

  private async follow(path: string): Promise<void> {
    const lost = this.library.places().filter((place) => !place.online && isBelow(path, place.folder))
    const folders = [...new Set(lost.map(({ folder }) => folder))]
    const now = await movedFolder(path, folders, await this.volumes())
    if (now) await this.locate(path, now, quietly)
  }

  /** Scans watched folders once more: those of which the system tells, or those of which it does not, or all. */
  private lookAgain(way: FolderWatch['way'] | null): void {
    for (const folder of this.list())
      if (folder.watch && folder.online && (way === null || folder.watching === way)) this.scan(folder.path)
  }

  private async watchAll(): Promise<void> {
    if (this.host.heldBy || this.host.door === 'command' || this.closed) return
    const wanted = new Set(
      this.list()
        .filter(({ watch, online }) => watch && online)
        .map(({ path }) => path),
    )
    for (const [path, { close }] of this.watching)
      if (!wanted.has(path)) {
        close()
        this.watching.delete(path)
      }
    for (const path of wanted) if (!this.watching.has(path)) await this.watchOne(path)
  }

  private async watchOne(path: string): Promise<void> {
    const news = gathered(gathering, () => this.scan(path))
    const slot: { watch: FolderWatch; close: () => void } = {
      watch: { way: 'looking', close: () => undefined },
      close: () => undefined,
    }
    this.watching.set(path, slot)
    const { root, samples } = this.host.layout
    // What Septum itself writes into a workspace below a linked folder is no news.
    const own = (changed: string) => isBelow(root, changed) && !isBelow(samples, changed)
    const watch = await watchFolder(path, (changed) => void (own(changed) || news.add()))
    const close = () => {
      news.close()
      watch.close()
    }
    if (this.closed || this.watching.get(path) !== slot) return close()
    this.watching.set(path, { watch, close })
    this.host.emit.library.foldersChanged({ folders: this.list() })
  }

  /** A scan that nobody waits for: what it cannot use stands among the import problems. */
  private scan(folder: string): void {
    this.scans()
      .run({ folder, watched: true }, quietly)
      .catch(() => this.lookForDisks().catch(() => undefined))
  }
}

const quietly: Work = {
  progress: () => undefined,
  signal: new AbortController().signal,
}
