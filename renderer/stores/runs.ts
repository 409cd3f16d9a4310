import { computed, ref, shallowRef, triggerRef } from 'vue'
import { defineStore } from 'pinia'
import type { RunId, RunMessage, RunRow } from '#shared/domain/training'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { historyOf, told, type RunHistory } from '#renderer/components/train/runHistory'
import { septum } from '#renderer/septum'

export type RunsState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready' }
  | { readonly phase: 'failed'; readonly fault: Fault }

const sameNews = (a: RunMessage, b: RunMessage) => a.type === b.type && a.at === b.at

/** Training runs. The host owns the truth; this mirrors it, and keeps the whole story of the runs that were looked at. */
export const useRunsStore = defineStore('runs', () => {
  const state = ref<RunsState>({ phase: 'loading' })
  const rows = shallowRef(new Map<RunId, RunRow>())
  const histories = shallowRef(new Map<RunId, RunHistory>())
  /** News that came while a run's story was being asked for. */
  const waiting = new Map<RunId, RunMessage[]>()

  /** Newest first; those that wait or go on above all. */
  const list = computed(() => [...rows.value.values()].sort(byStart))
  const active = computed(() => list.value.filter((run) => isActive(run)))

  septum.training.changed(({ run }) => {
    rows.value.set(run.id, run)
    triggerRef(rows)
  })
  septum.training.progressed(({ runId, message }) => {
    waiting.get(runId)?.push(message)
    const history = histories.value.get(runId)
    if (!history) return
    histories.value.set(runId, told(history, message))
    triggerRef(histories)
  })

  async function load(): Promise<void> {
    try {
      rows.value = new Map((await septum.training.runs()).map((run) => [run.id, run]))
      state.value = { phase: 'ready' }
    } catch (error) {
      state.value = { phase: 'failed', fault: toFault(error) }
    }
  }

  /** Asks for everything a run has told so far, once; news are added as they come. */
  async function follow(runId: RunId): Promise<void> {
    if (histories.value.has(runId) || waiting.has(runId)) return
    const later: RunMessage[] = []
    waiting.set(runId, later)
    try {
      const messages = await septum.training.messages({ runId })
      const missing = later.filter((news) => !messages.some((known) => sameNews(known, news)))
      histories.value.set(runId, historyOf([...messages, ...missing]))
      triggerRef(histories)
    } finally {
      waiting.delete(runId)
    }
  }

  async function remove(runId: RunId): Promise<void> {
    await septum.training.remove({ runId })
    rows.value.delete(runId)
    histories.value.delete(runId)
    triggerRef(rows)
  }

  return { state, rows, histories, list, active, load, follow, remove }
})

const isActive = (run: RunRow) => ['queued', 'preparing', 'training', 'paused', 'testing'].includes(run.phase)

function byStart(a: RunRow, b: RunRow): number {
  const active = Number(isActive(b)) - Number(isActive(a))
  return active || (b.startedAt ?? b.heartbeat ?? '').localeCompare(a.startedAt ?? a.heartbeat ?? '')
}
