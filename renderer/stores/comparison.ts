import { computed, ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { Candidate, CandidateId, Comparison } from '#shared/ipc/comparison'
import type { RunningTask } from '#shared/ipc/contract'
import type { WorkProgress } from '#shared/ipc/library'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import { septum } from '#renderer/septum'

export type CandidatesState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready'; readonly rows: readonly Candidate[] }
  | { readonly phase: 'failed'; readonly fault: Fault }

export type ComparisonState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'evaluating'
      readonly ids: readonly CandidateId[]
      readonly progress: WorkProgress | null
      readonly cancel: () => void
    }
  | { readonly phase: 'ready'; readonly ids: readonly CandidateId[]; readonly comparison: Comparison }
  | { readonly phase: 'failed'; readonly ids: readonly CandidateId[]; readonly fault: Fault }

/** Who can be compared, and the comparison on show. Evaluating what is missing is the host's work. */
export const useComparisonStore = defineStore('comparison', () => {
  const candidates = ref<CandidatesState>({ phase: 'loading' })
  const state = shallowRef<ComparisonState>({ phase: 'idle' })
  const rows = computed(() => (candidates.value.phase === 'ready' ? candidates.value.rows : []))
  const ready = computed(() => (state.value.phase === 'ready' ? state.value.comparison : null))

  septum.models.changed(() => void load())

  async function load(): Promise<void> {
    try {
      candidates.value = { phase: 'ready', rows: await septum.comparison.candidates() }
    } catch (error) {
      candidates.value = { phase: 'failed', fault: toFault(error) }
    }
  }

  /** Compares one to four candidates; of several calls the last wins. */
  function compare(
    ids: readonly CandidateId[],
    onProgress: (progress: WorkProgress) => void = () => undefined,
  ): RunningTask<Comparison> {
    if (state.value.phase === 'evaluating') state.value.cancel()
    const task = septum.comparison.compare({ candidates: [...ids] }, (progress) => {
      onProgress(progress)
      if (isMine()) state.value = { phase: 'evaluating', ids, progress, cancel: task.cancel }
    })
    const isMine = () => state.value.phase === 'evaluating' && state.value.cancel === task.cancel
    state.value = { phase: 'evaluating', ids, progress: null, cancel: task.cancel }
    task.then(
      (comparison) => {
        if (isMine()) state.value = { phase: 'ready', ids, comparison }
      },
      (error: unknown) => {
        const fault = toFault(error)
        if (isMine())
          state.value = fault.code === 'CANCELLED' ? { phase: 'idle' } : { phase: 'failed', ids, fault }
      },
    )
    return task
  }

  return { candidates, state, rows, ready, load, compare }
})
