import { computed, ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { JournalEntry } from '#shared/domain/segmentation'
import type { StudyId } from '#shared/domain/study'
import type { Fault } from '#shared/errors/result'
import { toFault } from '#shared/errors/SeptumError'
import { septum } from '#renderer/septum'

/** Where the journal stands with the disk. */
export type Saving =
  | { readonly phase: 'saved'; readonly at: string | null }
  | { readonly phase: 'saving' }
  | { readonly phase: 'unsaved'; readonly fault: Fault }

/** Steps that may wait in memory while the disk takes none (R-AS-4). */
export const mostWaiting = 200
const retryMs = 5000

/**
 * Hands journal entries to the host in order, all that wait at once, and keeps them until they are on the disk. The host writes an entry
 * that is given twice once, so a batch that failed is simply given again.
 */
export const useSavingStore = defineStore('segmentationSaving', () => {
  const saving = shallowRef<Saving>({ phase: 'saved', at: null })
  const waiting = ref(0)
  const full = computed(() => waiting.value >= mostWaiting)
  let queues: { readonly id: StudyId; entries: JournalEntry[] }[] = []
  let busy = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const count = () => (waiting.value = queues.reduce((sum, { entries }) => sum + entries.length, 0))

  function add(id: StudyId, entry: JournalEntry): void {
    const last = queues.at(-1)
    if (last?.id === id) last.entries.push(entry)
    else queues.push({ id, entries: [entry] })
    count()
    if (saving.value.phase !== 'unsaved') saving.value = { phase: 'saving' }
    void flush()
  }

  async function flush(): Promise<void> {
    const first = queues[0]
    if (busy || !first) return
    busy = true
    clearTimeout(timer)
    const batch = [...first.entries]
    try {
      const { savedAt } = await septum.studies.append({ id: first.id, entries: batch })
      first.entries.splice(0, batch.length)
      queues = queues.filter(({ entries }) => entries.length)
      saving.value = queues.length ? { phase: 'saving' } : { phase: 'saved', at: savedAt }
    } catch (error) {
      saving.value = { phase: 'unsaved', fault: toFault(error) }
      timer = setTimeout(() => void flush(), retryMs)
    }
    count()
    busy = false
    if (saving.value.phase === 'saving') void flush()
  }

  /** A study was opened: whatever is shown is on the disk. */
  function start(at: string | null): void {
    if (!queues.length) saving.value = { phase: 'saved', at }
  }

  septum.studies.unsaved(({ fault }) => {
    saving.value = { phase: 'unsaved', fault }
    timer ??= setTimeout(() => void flush(), retryMs)
  })

  return { saving, waiting, full, add, retry: flush, start }
})
