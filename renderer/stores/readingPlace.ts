import { computed, ref } from 'vue'
import { defineStore } from 'pinia'
import type { Grid } from '#shared/domain/grid'
import type { Mark } from '#shared/domain/segmentation'
import { acceptOneOf } from '#renderer/composables/acceptRemembered'
import { useRemembered } from '#renderer/composables/useRemembered'
import type { FramePlace } from './frames'

/** One pane; end-diastole beside end-systole; every slice of one or two phases. */
export const paneLayouts = ['single', 'pair', 'montage'] as const
export type PaneLayout = (typeof paneLayouts)[number]

type Phases = readonly [number, number]
const wrapped = (value: number, count: number) => ((value % count) + count) % count
const clamped = (value: number, count: number) => Math.min(count - 1, Math.max(0, value))

/**
 * Where the reader is: one slice and two phases, of which one is active. A single pane shows the active one, a pair both, a montage both for
 * all slices.
 */
export const usePlaceStore = defineStore('readingPlace', () => {
  const layout = useRemembered<PaneLayout>('read.layout', 'single', acceptOneOf(paneLayouts))
  const slice = ref(0)
  const phases = ref<Phases>([0, 0])
  const active = ref<0 | 1>(0)
  const bounds = ref({ slices: 1, phases: 1 })
  const before = ref<PaneLayout | null>(null)

  const phase = computed(() => phases.value[active.value])
  const place = computed<FramePlace>(() => ({ slice: slice.value, phase: phase.value }))

  /** A study was opened: start at a remembered place, else at ED, mid slice (R-RD-1). */
  function start(grid: Grid, ed: number | null, es: number | null, remembered: FramePlace | null): void {
    bounds.value = { slices: grid.slices, phases: grid.phases }
    const first = ed ?? 0
    slice.value = clamped(remembered?.slice ?? Math.floor((grid.slices - 1) / 2), grid.slices)
    phases.value = [clamped(first, grid.phases), clamped(es ?? first, grid.phases)]
    active.value = 0
    if (remembered) goToPhase(remembered.phase)
  }

  function goToSlice(next: number): void {
    slice.value = clamped(next, bounds.value.slices)
  }
  const stepSlice = (by: number) => goToSlice(slice.value + by)

  /** Shows a phase in the active pane, or makes the pane active that shows it already. */
  function goToPhase(next: number): void {
    const wanted = clamped(next, bounds.value.phases)
    if (layout.value !== 'single' && phases.value[active.value] !== wanted && phases.value.includes(wanted)) {
      active.value = active.value === 0 ? 1 : 0
      return
    }
    showPhase(wanted)
  }
  function showPhase(wanted: number): void {
    const [first, second] = phases.value
    phases.value = active.value === 0 ? [wanted, second] : [first, wanted]
  }
  /** Phases form a ring: after the last comes the first. */
  const stepPhase = (by: number) => showPhase(wrapped(phase.value + by, bounds.value.phases))

  function goTo(next: FramePlace): void {
    goToSlice(next.slice)
    goToPhase(next.phase)
  }
  const goToMark = (marks: Readonly<Record<Mark, number | null>>, mark: Mark) => {
    const at = marks[mark]
    if (at !== null) goToPhase(at)
  }

  /** The other phase's pane. */
  const nextPane = () => (active.value = active.value === 0 ? 1 : 0)

  function setLayout(next: PaneLayout, marks: Readonly<Record<Mark, number | null>>): void {
    before.value = null
    if (next !== 'single' && layout.value === 'single' && marks.ed !== null && marks.es !== null) {
      const here = phase.value
      phases.value = [marks.ed, marks.es]
      active.value = here === marks.es ? 1 : 0
    }
    if (next === 'single') phases.value = active.value === 0 ? phases.value : [phase.value, phase.value]
    if (next === 'single') active.value = 0
    layout.value = next
  }

  /** Double click: one pane alone, and back. */
  function toggleMaximised(): void {
    if (layout.value === 'single' && before.value) {
      layout.value = before.value
      before.value = null
    } else if (layout.value !== 'single') {
      before.value = layout.value
      layout.value = 'single'
    }
  }

  return {
    layout,
    slice,
    phases,
    active,
    phase,
    place,
    start,
    goToSlice,
    stepSlice,
    goToPhase,
    stepPhase,
    showPhase,
    goTo,
    goToMark,
    setLayout,
    nextPane,
    toggleMaximised,
  }
})
