import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Experiment } from '#shared/domain/experiment'
import type { RunningTask } from '#shared/ipc/contract'
import type { TrainingCaseFacts } from '#shared/ipc/training'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import {
  drawnEpochs,
  placeAfter,
  placeIn,
  sampleKey,
  sampleShot,
  type SamplePlace,
  type SampleShot,
} from '#renderer/components/train/augmentedSamples'
import { septum } from '#renderer/septum'

export type SamplesState =
  | {
      readonly phase: 'preparing'
      readonly done: number
      readonly total: number | null
      readonly what: string
    }
  | { readonly phase: 'drawing' | 'ready' }
  | { readonly phase: 'failed'; readonly fault: Fault }
  | { readonly phase: 'stopped' }

const quietMs = 250
const preparing = { phase: 'preparing', done: 0, total: null, what: '' } as const

/**
 * One slice of a training case as it is and as the network is shown it in some epochs, anew whenever a setting that
 * matters changes. Old pictures stay until there are new ones.
 */
export function useAugmentedSamples(experiment: () => Experiment) {
  const turn = ref(0)
  const seven = ref(0)
  const chosen = shallowRef<SamplePlace | null>(null)
  const state = shallowRef<SamplesState>(preparing)
  const facts = shallowRef<TrainingCaseFacts | null>(null)
  const place = shallowRef<SamplePlace | null>(null)
  /** By epoch; null: as it is. */
  const shots = shallowRef<ReadonlyMap<number | null, SampleShot>>(new Map())
  const epochs = computed(() => drawnEpochs(experiment(), seven.value))

  let asked = 0
  let running: RunningTask<TrainingCaseFacts> | null = null
  async function load(): Promise<void> {
    const mine = ++asked
    running?.cancel()
    state.value = preparing
    const of = { experiment: experiment(), turn: turn.value }
    const current = () => mine === asked
    try {
      running = septum.training.trainingCase(of, (news) => {
        if (current()) state.value = { phase: 'preparing', ...news }
      })
      const found = await running
      if (!current()) return
      const at = placeIn(found, chosen.value)
      facts.value = found
      place.value = at
      if (!at) return
      state.value = { phase: 'drawing' }
      const drawn = new Map<number | null, SampleShot>()
      for (const epoch of [null, ...epochs.value]) {
        const { header, bytes } = await septum.training.augmented({ ...of, ...at, epoch })
        if (!current()) return
        drawn.set(epoch, sampleShot(header, bytes))
        shots.value = new Map([...shots.value, ...drawn])
      }
      shots.value = drawn
      state.value = { phase: 'ready' }
    } catch (error) {
      if (!current()) return
      state.value = { phase: 'failed', fault: toFault(error) }
    }
  }
  function stop(): void {
    asked++
    running?.cancel()
    state.value = { phase: 'stopped' }
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    () => sampleKey(experiment()),
    (_key, before) => {
      clearTimeout(timer)
      timer = setTimeout(() => void load(), before === undefined ? 0 : quietMs)
    },
    { immediate: true },
  )
  /** Another split may have fewer cases. */
  watch(
    () => JSON.stringify(experiment().data),
    () => {
      turn.value = 0
      chosen.value = null
    },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    stop()
  })

  const canTurn = computed(() => (facts.value?.cases ?? 0) > 1)
  const canDrawOthers = computed(
    () => epochs.value.length > 0 && experiment().training.epochs > epochs.value.length,
  )
  function otherCase(): void {
    if (!facts.value || !canTurn.value) return
    turn.value = (turn.value + 1) % facts.value.cases
    chosen.value = null
    void load()
  }
  function otherSlice(): void {
    if (!facts.value || !place.value) return
    chosen.value = placeAfter(facts.value, place.value)
    void load()
  }
  function otherDraws(): void {
    if (!canDrawOthers.value) return
    seven.value++
    void load()
  }
  return {
    state,
    facts,
    place,
    shots,
    epochs,
    canTurn,
    canDrawOthers,
    load,
    stop,
    otherCase,
    otherSlice,
    otherDraws,
  }
}
