import { counted } from '#shared/domain/counted'
import { contourKey, type Contour } from '#shared/domain/contour'
import type { Edit, Segmentation } from '#shared/domain/segmentation'
import { contourChange, edit, type Gesture, type Place } from './gesture'

export interface DraftPlan {
  /** Null: nothing changes. */
  readonly edit: Edit | null
  /** Predicted contours whose place a reader's contour holds: kept out unless the reader chooses them (R-RD-5). */
  readonly conflicts: readonly Contour[]
}

/**
 * A model's run as one edit. It fills empty places and replaces former drafts, never a contour that a reader or a file
 * brought; those are answered as conflicts. `places` are the slices and phases that the model was asked for: a former
 * draft there that the model no longer finds is taken away.
 */
export function draftsFrom(
  predicted: readonly Contour[],
  segmentation: Segmentation,
  gesture: Gesture,
  places: readonly Place[] = [],
): DraftPlan {
  const conflicts = predicted.filter((p) => segmentation.contours.get(contourKey(p))?.state === 'accepted')
  const drafts = predicted
    .filter((contour) => !conflicts.includes(contour))
    .map((contour): Contour => ({ ...contour, state: 'draft', source: 'model' }))
  const found = new Set(predicted.map(contourKey))
  const gone = draftsOf(segmentation, {}).filter(
    (old) =>
      !found.has(contourKey(old)) && places.some((p) => p.slice === old.slice && p.phase === old.phase),
  )
  const changes = [
    ...drafts.map((draft) => contourChange(segmentation, draft, draft)),
    ...gone.map((old) => contourChange(segmentation, old, null)),
  ]
  const first = drafts[0] ?? gone[0]
  if (!first) return { edit: null, conflicts }
  const label = `Segment, ${counted(drafts.length, 'contour')}`
  return {
    edit: edit(gesture, label, { slice: first.slice, phase: first.phase }, changes),
    conflicts,
  }
}

/** The predicted contours that the reader chose over the ones that are there, as one edit; null when there are none. */
export function takePredicted(
  chosen: readonly Contour[],
  segmentation: Segmentation,
  gesture: Gesture,
): Edit | null {
  const drafts = chosen.map((contour): Contour => ({ ...contour, state: 'draft', source: 'model' }))
  const changes = drafts.map((draft) => contourChange(segmentation, draft, draft))
  return overDrafts(drafts, changes, `Use the model's, ${counted(drafts.length, 'contour')}`, gesture)
}

/** Which drafts: of one slice, phase or boundary, or with nothing given all. Slices and phases from 0. */
export type DraftChoice = Partial<Pick<Contour, 'slice' | 'phase' | 'boundary'>>

/** The drafts that a choice names, in the order of the segmentation. */
export const draftsOf = (segmentation: Segmentation, choice: DraftChoice): Contour[] =>
  [...segmentation.contours.values()].filter(
    (contour) =>
      contour.state === 'draft' &&
      (choice.slice === undefined || contour.slice === choice.slice) &&
      (choice.phase === undefined || contour.phase === choice.phase) &&
      (choice.boundary === undefined || contour.boundary === choice.boundary),
  )

/** Accepting drafts, as one edit (features E-15); null when the choice names none. The author stays the model. */
export function acceptDrafts(segmentation: Segmentation, choice: DraftChoice, gesture: Gesture): Edit | null {
  const drafts = draftsOf(segmentation, choice)
  const changes = drafts.map((draft) => contourChange(segmentation, draft, { ...draft, state: 'accepted' }))
  return overDrafts(drafts, changes, `Accept, ${counted(drafts.length, 'contour')}`, gesture)
}

/** Rejecting drafts, as one edit; they come back by undo. Null when the choice names none. */
export function rejectDrafts(segmentation: Segmentation, choice: DraftChoice, gesture: Gesture): Edit | null {
  const drafts = draftsOf(segmentation, choice)
  const changes = drafts.map((draft) => contourChange(segmentation, draft, null))
  return overDrafts(drafts, changes, `Reject, ${counted(drafts.length, 'contour')}`, gesture)
}

function overDrafts(
  drafts: readonly Contour[],
  changes: Edit['changes'],
  label: string,
  gesture: Gesture,
): Edit | null {
  const first = drafts[0]
  return first ? edit(gesture, label, { slice: first.slice, phase: first.phase }, changes) : null
}
