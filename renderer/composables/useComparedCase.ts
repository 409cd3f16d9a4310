import { isStructure } from '#shared/domain/structures'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { measuredPhases } from '#shared/domain/measuredPhases'
import type { DisplayWindow, OpenedCase, StudyId } from '#shared/domain/study'
import { isModelCandidate, type CandidateId } from '#shared/ipc/comparison'
import { labelChanges, type LabelChange } from '#shared/geometry/labelChanges'
import { percentileWindow } from '#renderer/canvas/image/displayWindows'
import { fittedView, type ImageView } from '#renderer/canvas/view/imageView'
import { viewOnBox } from '#renderer/canvas/view/moveView'
import { heartBox } from '#renderer/components/pictures/heartBox'
import { sliceScores } from '#renderer/components/compare/sliceScores'
import {
  beforeOf,
  useComparedPicturesStore,
  type ComparedPhase,
  type LabelsOf,
} from '#renderer/stores/comparedPictures'
import { useReadingStore } from '#renderer/stores/reading'

/** The case that Compare shows: where one looks, its image, and whose labels are there. Slices from 0. */
export function useComparedCase(
  study: () => StudyId | null,
  /** The phases that are compared; null: those of the case. */
  marks: () => Pick<OpenedCase, 'ed' | 'es'> | null,
  candidates: () => readonly CandidateId[],
  /** What post-processing changed is on show. */
  changesShown: () => boolean,
) {
  const pictures = useComparedPicturesStore()
  const reading = useReadingStore()
  const slice = ref(0)
  const phase = ref<ComparedPhase>('ed')
  const view = shallowRef<ImageView | null>(null)
  const window = shallowRef<DisplayWindow | null>(null)

  const opened = computed(() => {
    void pictures.arrivals
    const id = study()
    return id === null ? null : pictures.caseOf(id)
  })
  /** Phases that have labels to compare, with their numbers from 0. */
  const measured = computed(() =>
    opened.value ? measuredPhases(marks() ?? opened.value, opened.value.grid.phases) : [],
  )
  const phases = computed(() => measured.value.map(([name]) => name))
  const frameIndex = computed(() => measured.value.find(([name]) => name === phase.value)?.[1] ?? null)
  watch(phases, ([first]) => {
    if (first === 'still' || (first && phase.value === 'still')) phase.value = first
  })
  const frame = computed(() => {
    void pictures.arrivals
    const id = study()
    return id === null || frameIndex.value === null
      ? null
      : pictures.frameAt(id, slice.value, frameIndex.value)
  })
  const problem = computed(() => {
    void pictures.arrivals
    const id = study()
    return id === null ? null : pictures.frameFault(id, slice.value, frameIndex.value ?? 0)
  })
  const all = computed<readonly LabelsOf[]>(() => [
    'reference',
    ...candidates(),
    ...(changesShown() ? candidates().filter(isModelCandidate).map(beforeOf) : []),
  ])

  watch(
    study,
    (id) => {
      view.value = null
      window.value = null
      if (id !== null)
        void pictures.wantCase(id, reading.reading.phase !== 'none' && reading.reading.id === id)
    },
    { immediate: true },
  )
  watch(
    [study, all, phases],
    ([id, whose, parts]) => {
      if (id === null) return
      for (const part of parts) for (const of of whose) pictures.wantLabels(id, part, of)
    },
    { immediate: true },
  )
  watch(
    [opened, slice, frameIndex],
    ([now]) => {
      const id = study()
      if (!now || id === null || frameIndex.value === null) return
      slice.value = Math.min(slice.value, now.grid.slices - 1)
      const near = [slice.value, slice.value + 1, slice.value - 1]
      for (const at of near.filter((each) => each >= 0 && each < now.grid.slices))
        pictures.wantFrame(id, at, frameIndex.value)
    },
    { immediate: true },
  )
  const truth = computed(() => {
    void pictures.arrivals
    const id = study()
    return id === null ? null : pictures.volumeOf(id, phase.value, 'reference')
  })
  /** Once per case: on the heart, in the middle slice. */
  function fit(): void {
    const now = opened.value
    if (!now) return
    const labels = truth.value
    const box = labels && labels.columns === now.grid.columns ? heartBoxOfVolume(labels) : null
    view.value = box ? viewOnBox(now.grid, box, 0.75) : fittedView(now.grid)
    window.value = frame.value ? percentileWindow(frame.value, 1, 99.5) : now.window
  }
  watch([opened, truth, frame], () => {
    const known = truth.value !== null || labelsProblem('reference') !== null
    if (!opened.value || view.value || !known || !frame.value) return
    if (truth.value) slice.value = middleSlice(truth.value)
    fit()
  })

  const scores = computed(() => {
    void pictures.arrivals
    const id = study()
    const of = (who: CandidateId, part: ComparedPhase) =>
      id === null
        ? []
        : sliceScores(pictures.volumeOf(id, part, who), pictures.volumeOf(id, part, 'reference'))
    return candidates().map((who) => Object.fromEntries(phases.value.map((part) => [part, of(who, part)])))
  })

  /** What post-processing changed at this phase; null while it is not known, and for readers. */
  const changes = (of: CandidateId): readonly LabelChange[] | null => {
    void pictures.arrivals
    const id = study()
    if (id === null || !isModelCandidate(of)) return null
    const after = pictures.volumeOf(id, phase.value, of)
    const before = pictures.volumeOf(id, phase.value, beforeOf(of))
    return after && before && labelChanges(before.labels, after.labels)
  }

  const swapped = ref(false)
  let flicker: ReturnType<typeof setInterval> | undefined
  const flickering = ref(false)
  /** Shows A and its partner in turn, two changes a second of each (2 Hz), until it is asked for again. */
  function toggleFlicker(): void {
    clearInterval(flicker)
    flickering.value = !flickering.value
    swapped.value = false
    if (flickering.value) flicker = setInterval(() => (swapped.value = !swapped.value), 250)
  }
  onScopeDispose(() => clearInterval(flicker))

  const scroll = (by: number) => {
    const last = (opened.value?.grid.slices ?? 1) - 1
    slice.value = Math.min(last, Math.max(0, slice.value + by))
  }
  const rings = (of: LabelsOf) => {
    void pictures.arrivals
    const id = study()
    return id === null ? null : pictures.ringsAt(id, phase.value, of, slice.value)
  }
  const labelsProblem = (of: LabelsOf) => {
    void pictures.arrivals
    const id = study()
    return id === null ? null : (pictures.labelsFault(id, phase.value, of)?.cause ?? null)
  }
  return {
    slice,
    phase,
    phases,
    view,
    window,
    opened,
    frame,
    frameIndex,
    problem,
    scores,
    changes,
    swapped,
    flickering,
    toggleFlicker,
    scroll,
    fit,
    rings,
    labelsProblem,
  }
}

type Volume = {
  readonly slices: number
  readonly rows: number
  readonly columns: number
  readonly labels: Uint8Array
}

/** The box around all labelled pixels of a volume, seen along its slices. */
function heartBoxOfVolume({ rows, columns, labels }: Volume) {
  const plane = new Uint8Array(rows * columns)
  labels.forEach((label, i) => {
    if (isStructure(label)) plane[i % plane.length] = 1
  })
  return heartBox(plane, columns)
}

/** The middle of the slices that have labels. */
function middleSlice({ slices, rows, columns, labels }: Volume): number {
  const plane = rows * columns
  const full = Array.from({ length: slices }, (_, at) => at).filter((at) =>
    labels.subarray(at * plane, (at + 1) * plane).some(isStructure),
  )
  return full[Math.floor(full.length / 2)] ?? Math.floor(slices / 2)
}
