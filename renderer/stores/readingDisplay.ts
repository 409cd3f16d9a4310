import { computed, ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { Grid } from '#shared/domain/grid'
import type { DisplayWindow, OpenedCase } from '#shared/domain/study'
import { boundaryIds, type BoundaryId } from '#shared/domain/structures'
import { interpolations, type Interpolation } from '#renderer/canvas/image/shaders'
import { overlayModes, type OverlayMode } from '#renderer/canvas/overlay/overlayScene'
import { acceptNumber, acceptOneOf } from '#renderer/composables/acceptRemembered'
import { useRemembered } from '#renderer/composables/useRemembered'
import { fittedView, type ImageView } from '#renderer/canvas/view/imageView'

const nextOf = <T>(list: readonly T[], now: T): T => list[(list.indexOf(now) + 1) % list.length]!

/** How images and contours are shown; nothing of it changes a contour, and undo never touches it (R-UN-2, R-UN-5). */
export const useDisplayStore = defineStore('readingDisplay', () => {
  const view = shallowRef<ImageView>({ zoom: 1, centre: { x: 0, y: 0 } })
  const window = shallowRef<DisplayWindow>({ centre: 0.5, width: 1, origin: 'percentile' })
  const fileWindow = shallowRef(window.value)
  const interpolation = ref<Interpolation>('linear')
  const mode = useRemembered<OverlayMode>('read.overlayMode', 'outline', acceptOneOf(overlayModes))
  const opacity = useRemembered('read.overlayOpacity', 0.22, acceptNumber(0.05, 1))
  /** H was tapped: contours stay hidden. */
  const hidden = ref(false)
  /** H is held: contours are hidden, or shown, as long as it is. */
  const peeking = ref(false)
  const hiddenBoundaries = ref<ReadonlySet<BoundaryId>>(new Set())
  /** What post-processing changed in a model's contours is painted over them. */
  const changesShown = ref(false)
  /** 2 all, 1 position and window only, 0 identity only (R-RD-9: never less). */
  const textLevel = ref<0 | 1 | 2>(2)

  const contoursShown = computed(() => hidden.value === peeking.value)
  const shownBoundaries = computed(() =>
    contoursShown.value ? boundaryIds.filter((id) => !hiddenBoundaries.value.has(id)) : [],
  )

  /** A study was opened: its own window, the whole image. */
  function start(opened: OpenedCase): void {
    fileWindow.value = opened.window
    window.value = opened.window
    view.value = fittedView(opened.grid)
  }
  /** As the reader left it. */
  function restore(kept: ImageView, reader: DisplayWindow | null): void {
    view.value = kept
    if (reader) window.value = reader
  }
  const resetView = (grid: Grid) => (view.value = fittedView(grid))
  const resetWindow = () => (window.value = fileWindow.value)

  const nextMode = () => (mode.value = nextOf(overlayModes, mode.value))
  const nextInterpolation = () => (interpolation.value = nextOf(interpolations, interpolation.value))
  const nextTextLevel = () => (textLevel.value = nextOf([2, 1, 0] as const, textLevel.value))
  const stepOpacity = (by: number) =>
    (opacity.value = Math.min(1, Math.max(0.05, Math.round((opacity.value + by) * 100) / 100)))

  function toggleBoundary(id: BoundaryId): void {
    const next = new Set(hiddenBoundaries.value)
    if (!next.delete(id)) next.add(id)
    hiddenBoundaries.value = next
  }

  return {
    view,
    window,
    fileWindow,
    interpolation,
    mode,
    opacity,
    hidden,
    peeking,
    hiddenBoundaries,
    changesShown,
    textLevel,
    contoursShown,
    shownBoundaries,
    start,
    restore,
    resetView,
    resetWindow,
    nextMode,
    nextInterpolation,
    nextTextLevel,
    stepOpacity,
    toggleBoundary,
  }
})
