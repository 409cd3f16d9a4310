import { computed, shallowReactive, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { Refusal, StudyId, StudyRow } from '#shared/domain/study'
import type { Annotation } from '#shared/ipc/library'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { allStudies } from '#shared/ipc/allStudies'
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

/** Few enough that the frames of a study that is opened do not wait behind them. */
const thumbnailsAtOnce = 2

/** The studies that the host knows of. Rows arrive as news while a scan goes on (R-LIB-1). */
export const useLibraryStore = defineStore('library', () => {
  const state = shallowRef<LibraryState>({ phase: 'loading' })
  const rowsById = shallowRef<ReadonlyMap<StudyId, StudyRow>>(new Map())
  const rows = computed(() => [...rowsById.value.values()])
  const problems = shallowRef<readonly Refusal[]>([])
  const wanted: StudyId[] = []
  let underWay = 0
  const thumbnails = shallowReactive(new Map<StudyId, Thumbnail | 'asked' | 'none'>())

  // A scan has just ended: its problems are known now.
  septum.library.scanning(({ scan }) => {
    if (!scan) void loadProblems().catch(() => undefined)
  })
  septum.library.changed(({ upserted, removed }) => {
    const next = new Map(rowsById.value)
    for (const id of removed) next.delete(id)
    for (const row of upserted) next.set(row.id, row)
    rowsById.value = next
  })

  // Whoever asks first reads it; after the line broke, the page shows again what the host knows.
  let reading = load()
  connection.onState(({ phase }) => {
    if (phase === 'connected') reading = load()
  })
  /** Resolves when the list is there, or its fault is. */
  const settled = (): Promise<void> => reading

  async function load(): Promise<void> {
    try {
      const [list, refused] = await Promise.all([allStudies(septum), septum.library.problems()])
      rowsById.value = new Map(list.map((row) => [row.id, row]))
      problems.value = refused
      state.value = { phase: 'ready' }
    } catch (error) {
      state.value = { phase: 'failed', fault: toFault(error) }
    }
  }

  async function loadProblems(): Promise<void> {
    problems.value = await septum.library.problems()
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
  /** Sets tags and notes, and answers what they were, so that it can be taken back. */
  async function annotate(
    studies: Readonly<Record<StudyId, Partial<Annotation>>>,
  ): Promise<Record<StudyId, Annotation>> {
    const before = Object.fromEntries(
      Object.keys(studies).map((id) => {
        const row = rowsById.value.get(id)
        return [id, { tags: [...(row?.tags ?? [])], note: row?.note ?? '' }]
      }),
    )
    await septum.library.annotate({ studies })
    return before
  }
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
    settled,
    state,
    rows,
    rowsById,
    problems,
    thumbnails,
    load,
    makeSample,
    remove,
    restore,
    annotate,
    loadProblems,
    clearProblems,
    wantThumbnail,
  }
})
