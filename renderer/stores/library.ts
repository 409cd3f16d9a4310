import { computed, shallowReactive, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { Refusal, StudyId, StudyRow } from '#shared/domain/study'
import type { ScanProgress, ScanSummary } from '#shared/ipc/library'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { connection, septum } from '#renderer/septum'
import { useJobsStore } from './jobs'

/** A picture of 8-bit grey. */
export interface Thumbnail {
  readonly columns: number
  readonly rows: number
  readonly grey: Uint8Array
}

export type LibraryState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready' }
  | { readonly phase: 'failed'; readonly fault: Fault }

export interface Scan {
  readonly folder: string
  readonly progress: ScanProgress
  readonly cancel: () => void
}

/** Few enough that the frames of a study that is opened do not wait behind them. */
const thumbnailsAtOnce = 2

/** The studies that the host knows of. Rows arrive as news while a scan goes on (R-LIB-1). */
export const useLibraryStore = defineStore('library', () => {
  const state = shallowRef<LibraryState>({ phase: 'loading' })
  const rowsById = shallowRef<ReadonlyMap<StudyId, StudyRow>>(new Map())
  const rows = computed(() => [...rowsById.value.values()])
  const problems = shallowRef<readonly Refusal[]>([])
  const scan = shallowRef<Scan | null>(null)
  const wanted: StudyId[] = []
  let underWay = 0
  const thumbnails = shallowReactive(new Map<StudyId, Thumbnail | 'asked' | 'none'>())

  septum.library.changed(({ upserted, removed }) => {
    const next = new Map(rowsById.value)
    for (const id of removed) next.delete(id)
    for (const row of upserted) next.set(row.id, row)
    rowsById.value = next
  })

  // After the line broke, the page shows again what the host knows.
  connection.onState(({ phase }) => {
    if (phase === 'connected') void load()
  })

  async function load(): Promise<void> {
    try {
      const [list, refused] = await Promise.all([septum.library.list(), septum.library.problems()])
      rowsById.value = new Map(list.map((row) => [row.id, row]))
      problems.value = refused
      state.value = { phase: 'ready' }
    } catch (error) {
      state.value = { phase: 'failed', fault: toFault(error) }
    }
  }

  /** Scans a folder; rejects with what the host says, CANCELLED among it. What was found before is kept. */
  async function add(
    folder: string,
    title: string,
    describe: (p: ScanProgress) => string,
  ): Promise<ScanSummary> {
    const start = (onProgress: (progress: ScanProgress) => void) => {
      const running = septum.library.add({ folder }, (progress) => {
        scan.value = { folder, progress, cancel: running.cancel }
        onProgress(progress)
      })
      const progress = { files: 0, folders: 0, cases: 0, path: folder, total: null }
      scan.value = { folder, progress, cancel: running.cancel }
      return running
    }
    try {
      return await useJobsStore().follow(title, start, (progress) => ({
        text: describe(progress),
        done: 0,
        total: null,
      }))
    } finally {
      scan.value = null
      problems.value = await septum.library.problems().catch(() => problems.value)
    }
  }

  /** Makes phantom hearts and answers their ids. */
  async function makeSample(title: string): Promise<readonly StudyId[]> {
    const { ids } = await useJobsStore().follow(
      title,
      (onProgress: (progress: { done: number; total: number; what: string }) => void) =>
        septum.library.sample({ patients: 3, seed: 7 }, onProgress),
      ({ done, total, what }) => ({ text: what, done, total }),
    )
    return ids
  }

  const remove = (ids: StudyId[]) => septum.library.remove({ ids })
  const restore = (ids: StudyId[]) => septum.library.restore({ ids })
  async function clearProblems(): Promise<void> {
    await septum.library.clearProblems()
    problems.value = []
  }

  /** Asks for a study's picture once; `thumbnails` has it when it came. What was scrolled to last comes first. */
  function wantThumbnail(id: StudyId): void {
    if (thumbnails.has(id)) return
    thumbnails.set(id, 'asked')
    wanted.push(id)
    nextThumbnail()
  }
  function nextThumbnail(): void {
    const id = underWay < thumbnailsAtOnce ? wanted.pop() : undefined
    if (id === undefined) return
    underWay++
    septum.library
      .thumbnail({ id })
      .then(
        ({ header, bytes }) => thumbnails.set(id, { ...header, grey: bytes }),
        () => thumbnails.set(id, 'none'),
      )
      .finally(() => {
        underWay--
        nextThumbnail()
      })
  }

  return {
    state,
    rows,
    rowsById,
    problems,
    scan,
    thumbnails,
    load,
    add,
    makeSample,
    remove,
    restore,
    clearProblems,
    wantThumbnail,
  }
})
