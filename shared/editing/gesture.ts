import { contourKey, type Contour } from '#shared/domain/contour'
import type { Change, Edit, Segmentation } from '#shared/domain/segmentation'
import { boundaries } from '#shared/domain/structures'

/** Who did it and when: `at` is UTC, ISO 8601. One gesture, one edit (R-UN-1). */
export interface Gesture {
  readonly id: string
  readonly at: string
  readonly actor: string
}

export type Place = NonNullable<Edit['place']>

/** "Push, LV endo": what was done, to which line. */
export const labelled = (verb: string, contour: Pick<Contour, 'boundary'>): string =>
  `${verb}, ${boundaries[contour.boundary].name}`

/** The edit that a gesture makes. */
export function edit(gesture: Gesture, label: string, place: Place | null, changes: Change[]): Edit {
  const { id, at, actor } = gesture
  return { id, label, at, actor, place, changes }
}

/** One contour put in the place of what the segmentation holds there, or taken away where `after` is null. */
export function contourChange(
  segmentation: Segmentation,
  at: Pick<Contour, 'boundary' | 'slice' | 'phase'>,
  after: Contour | null,
): Change {
  const key = contourKey(at)
  return { kind: 'contour', key, before: segmentation.contours.get(key) ?? null, after }
}

export const placeOf = ({ slice, phase }: Place): Place => ({ slice, phase })

/** A contour that a reader has changed: it is the reader's now, and no model run replaces it (R-RD-5). */
export const byHand = (contour: Contour, actor: string): Contour => ({
  ...contour,
  state: 'accepted',
  source: contour.source === 'hand' ? 'hand' : 'edited',
  author: actor,
})
