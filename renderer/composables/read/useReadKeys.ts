import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { boundaries, boundariesOf } from '#shared/domain/structures'
import { partnerBoundary } from '#renderer/canvas/tools/partnerBoundary'
import { toolIds, toolKeys } from '#renderer/canvas/tools/toolIds'
import { useKeys, type KeyAction } from '#renderer/composables/useKeys'
import { usePlaceStore } from '#renderer/stores/readingPlace'
import { useReadingStore } from '#renderer/stores/reading'
import { useToolsStore } from '#renderer/stores/readingTools'
import type { DisplayKeys } from './useDisplayKeys'
import type { Editing } from './useEditing'
import type { ModelRun } from './useModelRun'
import type { PaneGestures } from './usePaneGestures'

interface ReadActions {
  readonly editing: Editing
  readonly gestures: PaneGestures
  readonly models: ModelRun
  readonly display: DisplayKeys
  readonly copy: (slices: number, phases: number) => void
  readonly complete: () => void
  /** Answers whether a question was open that Enter or Esc answers. */
  readonly answer: (yes: boolean) => boolean
}

/** The key map "Cardiac" of features.md 3.0, for what edits contours; looking around is in useDisplayKeys. */
export function useReadKeys({
  editing,
  gestures,
  models,
  display,
  copy,
  complete,
  answer,
}: ReadActions): void {
  const { t } = useI18n()
  const place = usePlaceStore()
  const tools = useToolsStore()
  const reading = useReadingStore()

  function escape(): void {
    if (answer(false) || gestures.cancel()) return
    if (tools.held) tools.held = null
    else tools.tool = 'view'
  }
  function enter(): void {
    if (answer(true) || gestures.confirm()) return
    editing.accept(place.place)
  }
  function backspace(): void {
    if (!gestures.removeLast()) editing.reject(place.place)
  }
  /** While a contour is being drawn Ctrl+Z takes its last point; the finished stack is untouched (R-UN-4). */
  const undo = () => gestures.removeLast() || editing.undo()

  const chosen = computed<KeyAction[]>(() => [
    ...toolIds.map((id) => ({
      keys: [toolKeys[id]],
      label: t(`read.toolHint.${id}`),
      run: () => {
        gestures.cancel()
        tools.tool = id
      },
    })),
    ...boundariesOf(reading.task).map((id) => ({
      keys: [boundaries[id].key],
      label: t('read.keys.structure', { name: boundaries[id].name }),
      run: () => {
        gestures.cancel()
        tools.boundary = id
      },
    })),
    {
      keys: ['X'],
      label: t('read.keys.swap'),
      run: () => (tools.boundary = partnerBoundary[tools.boundary] ?? tools.boundary),
    },
    { keys: ['['], label: t('read.keys.smaller'), run: () => tools.stepRadius(-1) },
    { keys: [']'], label: t('read.keys.larger'), run: () => tools.stepRadius(1) },
  ])
  const edits = computed<KeyAction[]>(() => [
    { keys: ['Ctrl+Z'], label: t('read.keys.undo'), run: undo },
    { keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], label: t('read.keys.redo'), run: () => editing.redo() },
    { keys: ['Delete'], label: t('read.keys.delete'), run: editing.deleteActive },
    { keys: ['Backspace'], label: t('read.keys.removeLast'), run: backspace, listed: false },
    { keys: ['Enter'], label: t('read.keys.accept'), run: enter },
    { keys: ['Escape'], label: t('read.keys.escape'), run: escape, listed: false },
    { keys: ['Alt+D'], label: t('read.keys.setEd'), run: () => editing.setPhase('ed') },
    { keys: ['Alt+S'], label: t('read.keys.setEs'), run: () => editing.setPhase('es') },
    { keys: ['Ctrl+ArrowUp'], label: t('read.keys.copyUp'), run: () => copy(-1, 0) },
    { keys: ['Ctrl+ArrowDown'], label: t('read.keys.copyDown'), run: () => copy(1, 0) },
    { keys: ['Ctrl+ArrowLeft'], label: t('read.keys.copyLeft'), run: () => copy(0, -1) },
    { keys: ['Ctrl+ArrowRight'], label: t('read.keys.copyRight'), run: () => copy(0, 1) },
    { keys: ['Q'], label: t('read.keys.flag'), run: () => editing.toggleFlag() },
    { keys: ['Ctrl+Enter'], label: t('read.keys.complete'), run: complete },
    { keys: ['A'], label: t('read.keys.modelSlice'), run: () => void models.runSlice() },
    { keys: ['Shift+A'], label: t('read.keys.modelPhase'), run: () => void models.runPhase() },
    { keys: ['Ctrl+Shift+A'], label: t('read.keys.modelBoth'), run: models.runMarked },
  ])
  useKeys('read', () => [...display.actions.value, ...chosen.value, ...edits.value])
}
