import { computed, ref, shallowRef, watch } from 'vue'
import { defineStore } from 'pinia'
import type { Experiment } from '#shared/domain/experiment'
import type { NetworkId } from '#shared/domain/network'
import { NetworkChoice } from '#shared/domain/networkChoice'
import type { PreflightLine, RecipeOffer } from '#shared/ipc/training'
import type { z } from '#shared/domain/schema'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import {
  changedDraft,
  clonedDraft,
  namedDraft,
  newDraft,
  placedDraft,
  RunDraft,
  type DraftMoment,
  type DraftPlace,
} from '#renderer/components/train/runDraft'
import { useRemembered } from '#renderer/composables/useRemembered'
import { septum } from '#renderer/septum'
import { useRunsStore } from './runs'

export type PreflightState =
  | { readonly phase: 'checking'; readonly lines: readonly z.infer<typeof PreflightLine>[] }
  | { readonly phase: 'checked'; readonly lines: readonly z.infer<typeof PreflightLine>[] }
  | { readonly phase: 'failed'; readonly fault: Fault }

const debounceMs = 200
/** When what was still being worked out is asked for again. */
const pendingMs = 1000

/** The launch form: one draft a data set, kept between starts, and what pre-flight says of the one on show. */
export const useLaunchFormStore = defineStore('launchForm', () => {
  const runs = useRunsStore()
  const folder = useRemembered('train.folder', '', (was) => (typeof was === 'string' ? was : null))
  const drafts = useRemembered<Record<string, RunDraft>>('train.drafts', {}, acceptDrafts)
  const draft = computed(() => drafts.value[folder.value] ?? null)
  const preflight = ref<PreflightState>({ phase: 'checking', lines: [] })
  const starting = ref<'no' | 'yes' | Fault>('no')
  const recipes = shallowRef<readonly RecipeOffer[]>([])

  const moment = (): DraftMoment => ({
    date: new Date().toISOString(),
    taken: new Set(runs.list.map((run) => run.name)),
  })
  const keep = (next: RunDraft) => {
    drafts.value = { ...drafts.value, [next.experiment.data.folder]: next }
    folder.value = next.experiment.data.folder
  }

  /** The form does without recipes when they cannot be had. */
  async function loadRecipes(): Promise<void> {
    if (recipes.value.length === 0) recipes.value = await septum.training.recipes().catch(() => [])
  }
  function choose(place: DraftPlace): void {
    const kept = drafts.value[place.folder]
    keep(kept ? placedDraft(kept, place) : newDraft(place, moment()))
    takeNetwork()
  }
  const startOver = (place: DraftPlace) => keep(newDraft(place, moment()))
  const clone = (experiment: Experiment) => keep(clonedDraft(experiment, moment()))
  function change(experiment: Experiment): void {
    if (draft.value) keep(changedDraft(draft.value, experiment, moment()))
  }
  let wanted: NetworkId | null = null
  /** Asks for a network: of the draft on show, or of the next one where there is none yet. */
  function askFor(network: NetworkId): void {
    wanted = network
    takeNetwork()
  }
  function takeNetwork(): void {
    const experiment = draft.value?.experiment
    if (!experiment || !wanted) return
    if (wanted !== experiment.network.id)
      change({ ...experiment, network: NetworkChoice.parse({ id: wanted }) })
    wanted = null
  }
  function rename(name: string): void {
    if (draft.value) keep(namedDraft(draft.value, name, moment()))
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  async function check(experiment: Experiment): Promise<void> {
    const mine = ++asked
    try {
      const lines = await septum.training.preflight({ experiment })
      if (mine !== asked) return
      preflight.value = { phase: 'checked', lines }
      if (lines.some(({ pending }) => pending)) timer = setTimeout(() => void check(experiment), pendingMs)
    } catch (error) {
      if (mine === asked) preflight.value = { phase: 'failed', fault: toFault(error) }
    }
  }
  /** Pre-flight runs on each change, and when it is asked for again. */
  function recheck(): void {
    clearTimeout(timer)
    const experiment = draft.value?.experiment
    if (!experiment) return
    const lines = preflight.value.phase === 'failed' ? [] : preflight.value.lines
    preflight.value = { phase: 'checking', lines }
    timer = setTimeout(() => void check(experiment), debounceMs)
  }
  watch(draft, recheck, { immediate: true, deep: true })

  /** Queues the run and answers its id; null when it was refused, the reason is in `starting`. */
  async function start(): Promise<string | null> {
    if (!draft.value || starting.value === 'yes') return null
    starting.value = 'yes'
    try {
      const { runId } = await septum.training.start({ experiment: draft.value.experiment })
      starting.value = 'no'
      keep({
        ...changedDraft(
          { ...draft.value, named: false },
          draft.value.experiment,
          withName(moment(), draft.value),
        ),
        parent: null,
      })
      return runId
    } catch (error) {
      starting.value = toFault(error)
      return null
    }
  }

  return {
    folder,
    draft,
    preflight,
    starting,
    recipes,
    loadRecipes,
    choose,
    startOver,
    clone,
    change,
    askFor,
    rename,
    recheck,
    start,
  }
})

/** The name that was just used counts as taken before the host's news of the run is here. */
const withName = (moment: DraftMoment, draft: RunDraft): DraftMoment => ({
  ...moment,
  taken: new Set([...moment.taken, draft.experiment.name]),
})

/** Drafts of another version of the form are dropped, one by one. */
function acceptDrafts(was: unknown): Record<string, RunDraft> | null {
  if (typeof was !== 'object' || was === null) return null
  const kept: Record<string, RunDraft> = {}
  for (const [folder, draft] of Object.entries(was)) {
    const parsed = RunDraft.safeParse(draft)
    if (parsed.success) kept[folder] = parsed.data
  }
  return kept
}
