import {
  placeKey,
  type Edit,
  type Mark,
  type ReviewState,
  type Segmentation,
} from '#shared/domain/segmentation'
import { edit, placeOf, type Gesture, type Place } from './gesture'

const markNames: Readonly<Record<Mark, string>> = { ed: 'ED', es: 'ES' }

/** Marking a phase (from 0) as end-diastole or end-systole, or with null none; null when it is so already. */
export function setMark(
  segmentation: Segmentation,
  mark: Mark,
  phase: number | null,
  gesture: Gesture,
  slice = 0,
): Edit | null {
  const before = segmentation.marks[mark]
  if (before === phase) return null
  const label = phase === null ? `Clear ${markNames[mark]}` : `Set ${markNames[mark]}, phase ${phase + 1}`
  const place = phase === null ? null : { slice, phase }
  return edit(gesture, label, place, [{ kind: 'mark', mark, before, after: phase }])
}

/** Whether a place counts in volumes; null when it is so already. */
export function setExcluded(
  segmentation: Segmentation,
  place: Place,
  excluded: boolean,
  gesture: Gesture,
): Edit | null {
  const key = placeKey(place.slice, place.phase)
  const before = segmentation.excluded.has(key)
  if (before === excluded) return null
  const label = excluded ? 'Leave slice out' : 'Count slice'
  return edit(gesture, label, placeOf(place), [{ kind: 'excluded', place: key, before, after: excluded }])
}

/** Whether a place is flagged for a second look; null when it is so already. */
export function setFlagged(
  segmentation: Segmentation,
  place: Place,
  flagged: boolean,
  gesture: Gesture,
): Edit | null {
  const key = placeKey(place.slice, place.phase)
  const before = segmentation.flagged.has(key)
  if (before === flagged) return null
  const label = flagged ? 'Flag slice' : 'Remove flag'
  return edit(gesture, label, placeOf(place), [{ kind: 'flagged', place: key, before, after: flagged }])
}

/** Where the reader stands with the study; null when it is so already. */
export function setReview(segmentation: Segmentation, review: ReviewState, gesture: Gesture): Edit | null {
  if (segmentation.review === review) return null
  const change = { kind: 'review', before: segmentation.review, after: review } as const
  return edit(gesture, `Review: ${review.replace('-', ' ')}`, null, [change])
}
