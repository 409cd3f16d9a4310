import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { DisplayWindow } from '#shared/domain/study'
import type { HeldDrag } from '#renderer/canvas/gestures/gestureKind'
import { bloodPoolWindow, fullWindow, percentileWindow } from '#renderer/canvas/image/displayWindows'
import type { ImageFrame } from '#renderer/canvas/image/imageFrame'
import type { KeyAction } from '#renderer/composables/useKeys'
import { useFramesStore } from '#renderer/stores/frames'
import { useReadingStore } from '#renderer/stores/reading'
import { useDisplayStore } from '#renderer/stores/readingDisplay'
import { usePlaceStore, type PaneLayout } from '#renderer/stores/readingPlace'
import { useSegmentationStore } from '#renderer/stores/segmentation'
import { useToolsStore } from '#renderer/stores/readingTools'

/** Shorter than this a key was tapped, not held. */
const tapMs = 250

interface Cine {
  readonly toggle: () => void
  readonly changeSpeed: (by: 1 | -1) => void
}

/** The keys that only look: slices, phases, windows, overlays, layouts (key map "Cardiac"). */
export function useDisplayKeys(cine: Cine, zoomToHeart: () => void) {
  const { t } = useI18n()
  const reading = useReadingStore()
  const place = usePlaceStore()
  const display = useDisplayStore()
  const frames = useFramesStore()
  const tools = useToolsStore()
  const segmentation = useSegmentationStore()
  let downAt = 0

  const setWindow = (make: (frame: ImageFrame) => DisplayWindow) => () => {
    const frame = frames.frameAt(place.place)
    if (frame) display.window = make(frame)
  }
  const layout = (next: PaneLayout) => () => place.setLayout(next, segmentation.segmentation.marks)

  function held(key: string, drag: HeldDrag, label: string): KeyAction {
    return {
      keys: [key],
      label,
      run: () => {
        downAt = performance.now()
        tools.held = drag
      },
      release: () => {
        if (performance.now() - downAt > tapMs) tools.held = null
      },
    }
  }
  const peek: KeyAction = {
    keys: ['H'],
    label: t('read.keys.hide'),
    run: () => {
      downAt = performance.now()
      display.peeking = true
    },
    release: () => {
      display.peeking = false
      if (performance.now() - downAt <= tapMs) display.hidden = !display.hidden
    },
  }
  const quiet = (keys: string[], label: string, run: () => void): KeyAction => ({
    keys,
    label,
    run,
    listed: false,
  })

  const actions = computed<KeyAction[]>(() => [
    quiet(['ArrowUp'], t('read.keys.slicePrevious'), () => place.stepSlice(-1)),
    quiet(['ArrowDown'], t('read.keys.sliceNext'), () => place.stepSlice(1)),
    quiet(['ArrowLeft'], t('read.keys.phasePrevious'), () => place.stepPhase(-1)),
    quiet(['ArrowRight'], t('read.keys.phaseNext'), () => place.stepPhase(1)),
    { keys: ['Home'], label: t('read.keys.first'), run: () => place.goToSlice(0) },
    {
      keys: ['End'],
      label: t('read.keys.last'),
      run: () => place.goToSlice((reading.grid?.slices ?? 1) - 1),
    },
    { keys: ['Space', 'C'], label: t('read.play'), run: cine.toggle },
    { keys: ['Alt+ArrowLeft'], label: t('read.slower'), run: () => cine.changeSpeed(-1) },
    { keys: ['Alt+ArrowRight'], label: t('read.faster'), run: () => cine.changeSpeed(1) },
    {
      keys: ['D'],
      label: t('read.keys.goEd'),
      run: () => place.goToMark(segmentation.segmentation.marks, 'ed'),
    },
    {
      keys: ['S'],
      label: t('read.keys.goEs'),
      run: () => place.goToMark(segmentation.segmentation.marks, 'es'),
    },
    {
      keys: ['Tab'],
      label: t('read.keys.nextPane'),
      run: place.nextPane,
      enabled: () => place.layout !== 'single',
    },
    peek,
    { keys: ['Shift+H'], label: t('read.keys.mode'), run: display.nextMode },
    {
      keys: ['Shift+B'],
      label: t('changes.show'),
      run: () => (display.changesShown = !display.changesShown),
    },
    { keys: [';'], label: t('read.keys.less'), run: () => display.stepOpacity(-0.1) },
    { keys: ["'"], label: t('read.keys.more'), run: () => display.stepOpacity(0.1) },
    { keys: ['J'], label: t('read.keys.text'), run: display.nextTextLevel },
    {
      keys: ['R'],
      label: t('read.keys.resetView'),
      run: () => reading.grid && display.resetView(reading.grid),
    },
    { keys: ['Shift+R'], label: t('read.keys.resetWindow'), run: display.resetWindow },
    { keys: ['Shift+Z'], label: t('read.keys.heart'), run: zoomToHeart },
    { keys: [], label: t('read.keys.interpolation'), run: display.nextInterpolation },
    { keys: ['Shift+1'], label: t('read.keys.windowFile'), run: display.resetWindow },
    { keys: ['Shift+2'], label: t('read.keys.windowAuto'), run: setWindow(percentileWindow) },
    { keys: ['Shift+3'], label: t('read.keys.windowBlood'), run: setWindow(bloodPoolWindow) },
    { keys: ['Shift+4'], label: t('read.keys.windowFull'), run: setWindow(fullWindow) },
    { keys: [], label: t('read.keys.single'), run: layout('single') },
    { keys: [], label: t('read.keys.pair'), run: layout('pair') },
    { keys: [], label: t('read.keys.montage'), run: layout('montage') },
    held('W', 'window', t('read.keys.holdWindow')),
    held('Z', 'zoom', t('read.keys.holdZoom')),
    held('T', 'pan', t('read.keys.holdPan')),
  ])

  return { actions }
}
export type DisplayKeys = ReturnType<typeof useDisplayKeys>
