import { computed, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { contourKey, type Contour } from '#shared/domain/contour'
import type { Edit, Mark, Segmentation } from '#shared/domain/segmentation'
import { copyContour, deleteContour, drawContour } from '#shared/editing/contourEdits'
import { acceptDrafts, rejectDrafts, type DraftChoice } from '#shared/editing/draftEdits'
import type { Gesture } from '#shared/editing/gesture'
import { setExcluded, setFlagged, setMark, setReview } from '#shared/editing/studyEdits'
import type { ToolEdit, ToolScene } from '#renderer/canvas/tools/toolState'
import { useAppStore } from '#renderer/stores/app'
import type { FramePlace } from '#renderer/stores/frames'
import { useReadingStore } from '#renderer/stores/reading'
import { usePlaceStore } from '#renderer/stores/readingPlace'
import { useToolsStore } from '#renderer/stores/readingTools'
import { useSegmentationStore } from '#renderer/stores/segmentation'
import { useSavingStore } from '#renderer/stores/segmentationSaving'

/** What undo or redo just did, shown for a moment (R-UN-3). */
export interface Flash {
  readonly text: string
  /** The changes as they were carried out: for undo the edit read backwards. */
  readonly step: Edit
  readonly number: number
}

type EditMaker = (segmentation: Segmentation, gesture: Gesture) => Edit | null

/** All that changes contours, marks and states: each is one edit, recorded in the journal (R-UN-1, R-UN-2). */
export function useEditing() {
  const { t } = useI18n()
  const app = useAppStore()
  const reading = useReadingStore()
  const place = usePlaceStore()
  const tools = useToolsStore()
  const store = useSegmentationStore()
  const saving = useSavingStore()
  const flash = shallowRef<Flash | null>(null)
  let lastMs = 0
  // What was undone in one study is no news of the next.
  watch(
    () => reading.opened?.id,
    () => (flash.value = null),
  )

  /** Times of one journal rise strictly, also when the clock is set back (X20). */
  function now(): string {
    lastMs = Math.max(lastMs + 1, Date.now())
    return new Date(lastMs).toISOString()
  }

  const blocked = computed<'readOnly' | 'full' | null>(() =>
    reading.heldBy !== null ? 'readOnly' : saving.full ? 'full' : null,
  )

  function make(maker: EditMaker): Edit | null {
    const id = reading.opened?.id
    if (!id || blocked.value) return null
    const gesture = { id: crypto.randomUUID(), at: now(), actor: app.info?.actor ?? '' }
    const edit = maker(store.segmentation, gesture)
    if (edit) saving.add(id, store.record(edit))
    return edit
  }

  const commitTool = ({ verb, after }: ToolEdit, scene: ToolScene) =>
    make((segmentation, gesture) =>
      after ? drawContour(segmentation, after, gesture, verb) : deleteContour(segmentation, scene, gesture),
    )

  function step(type: 'undo' | 'redo'): boolean {
    const id = reading.opened?.id
    const plan = type === 'undo' ? store.nextUndo : store.nextRedo
    if (!id || !plan || blocked.value) return false
    const where = plan.edit.place
    if (where) place.goTo(where)
    saving.add(id, store.follow(plan, type, now()))
    const at = where ? t('read.placeShort', { slice: where.slice + 1, phase: where.phase + 1 }) : ''
    const text = [t(`read.did.${type}`, { name: plan.edit.label }), at].filter(Boolean).join(', ')
    flash.value = { text, step: plan.step, number: (flash.value?.number ?? 0) + 1 }
    return true
  }
  const undo = () => step('undo')
  const redo = () => step('redo')

  /** Goes back to where `edit` was the last one, or on to it when it had been taken back. */
  function jumpTo(edit: Edit): void {
    while (store.history.undone.some(({ id }) => id === edit.id) && redo());
    while (store.history.done.at(-1)?.id !== edit.id && store.history.done.includes(edit) && undo());
  }

  const contourAt = (at: FramePlace): Contour | undefined =>
    store.segmentation.contours.get(contourKey({ boundary: tools.boundary, ...at }))
  const activeContour = computed(() => contourAt(place.place))

  function deleteActive(): void {
    const contour = activeContour.value
    if (contour && !tools.locked.has(contour.boundary))
      make((segmentation, gesture) => deleteContour(segmentation, contour, gesture))
  }
  function copyActive(to: FramePlace): void {
    const contour = activeContour.value
    if (contour) make((segmentation, gesture) => copyContour(segmentation, contour, to, gesture))
  }
  const setPhase = (mark: Mark) =>
    make((segmentation, gesture) => setMark(segmentation, mark, place.phase, gesture, place.slice))
  const toggleFlag = (at: FramePlace = place.place) =>
    make((segmentation, gesture) =>
      setFlagged(segmentation, at, !segmentation.flagged.has(`${at.slice}/${at.phase}`), gesture),
    )
  const toggleCounted = (at: FramePlace) =>
    make((segmentation, gesture) =>
      setExcluded(segmentation, at, !segmentation.excluded.has(`${at.slice}/${at.phase}`), gesture),
    )
  const complete = () => make((segmentation, gesture) => setReview(segmentation, 'complete', gesture))
  const accept = (choice: DraftChoice) =>
    make((segmentation, gesture) => acceptDrafts(segmentation, choice, gesture))
  const reject = (choice: DraftChoice) =>
    make((segmentation, gesture) => rejectDrafts(segmentation, choice, gesture))

  return {
    blocked,
    flash,
    activeContour,
    contourAt,
    make,
    commitTool,
    undo,
    redo,
    jumpTo,
    deleteActive,
    copyActive,
    setPhase,
    toggleFlag,
    toggleCounted,
    complete,
    accept,
    reject,
  }
}
export type Editing = ReturnType<typeof useEditing>
