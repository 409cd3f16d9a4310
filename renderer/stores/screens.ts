import { computed, ref } from 'vue'
import { defineStore } from 'pinia'
import type { CandidateId } from '#shared/ipc/comparison'
import type { ModelId } from '#shared/domain/model'
import type { StudyId } from '#shared/domain/study'
import type { RunId } from '#shared/domain/training'

/** The eight screens in the order of the rail and of Ctrl+1…8. */
export const screenIds = [
  'library',
  'read',
  'dataset',
  'train',
  'runs',
  'compare',
  'models',
  'settings',
] as const
export type ScreenId = (typeof screenIds)[number]

/** A screen and the one thing that it shows: a study, a run, a folder, a model, a settings tab; null: what it had. */
export interface Place {
  readonly screen: ScreenId
  readonly subject: string | null
}

/** `#/read/abc` as a place; null when it names no screen. */
export function placeOfHash(hash: string): Place | null {
  const [, name = '', subject = ''] = /^#\/([a-z]+)(?:\/(.+))?$/.exec(hash) ?? []
  const screen = screenIds.find((id) => id === name)
  if (!screen) return null
  try {
    return { screen, subject: subject ? decodeURIComponent(subject) : null }
  } catch {
    return { screen, subject: null }
  }
}

export const hashOfPlace = ({ screen, subject }: Place): string =>
  subject === null ? `#/${screen}` : `#/${screen}/${encodeURIComponent(subject)}`

/** Which screen is shown, and what each screen shows. Views stay alive, so coming back finds them as they were. */
export const useScreensStore = defineStore('screens', () => {
  const screen = ref<ScreenId>('library')
  const subjects = ref<Partial<Record<ScreenId, string>>>({})
  const place = computed<Place>(() => ({
    screen: screen.value,
    subject: subjects.value[screen.value] ?? null,
  }))

  /** Shows a screen; without a subject, with what it had. */
  function open(next: ScreenId, subject?: string | null): void {
    if (subject === null) delete subjects.value[next]
    else if (subject !== undefined) subjects.value[next] = subject
    screen.value = next
  }
  const openStudy = (id: StudyId) => open('read', id)
  const openRun = (id: RunId) => open('train', id)
  const openModel = (id: ModelId) => open('models', id)
  const openDataset = (folder: string) => open('dataset', folder)
  /** A version of a data set; null: its draft, or the newest. */
  const openSet = (name: string, version: number | null) =>
    open('dataset', version === null ? `set:${name}` : `set:${name}@${version}`)
  const openComparison = (candidates: readonly CandidateId[]) => open('compare', candidates.join('|'))

  const studyId = computed(() => subjects.value.read ?? null)
  /** Null: the launch form. */
  const runId = computed(() => subjects.value.train ?? null)
  const modelId = computed(() => subjects.value.models ?? null)
  /** A folder, or `set:<name>@<version>`; null: whatever there is. */
  const datasetFolder = computed(() => subjects.value.dataset ?? null)
  const candidates = computed<readonly CandidateId[]>(() => subjects.value.compare?.split('|') ?? [])

  return {
    screen,
    subjects,
    place,
    open,
    openStudy,
    openRun,
    openModel,
    openDataset,
    openSet,
    openComparison,
    studyId,
    runId,
    modelId,
    datasetFolder,
    candidates,
  }
})
