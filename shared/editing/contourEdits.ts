import { contourKey, type Contour, type PointPx } from '#shared/domain/contour'
import type { Edit, Segmentation } from '#shared/domain/segmentation'
import { byHand, contourChange, edit, labelled, placeOf, type Gesture, type Place } from './gesture'

type Where = Pick<Contour, 'boundary' | 'slice' | 'phase'>

/** What a reader draws: rings in pixels, and the knots of the first ring when it runs through knots. */
export interface Drawn extends Where {
  readonly rings: readonly (readonly PointPx[])[]
  readonly knots: readonly PointPx[] | null
}

/**
 * Drawing a contour where there is none, or in place of the one that is there. `verb` names the tool in the Edit menu:
 * Draw, Redraw, Brush, Erase, Push. A line that replaces a model's or an imported one counts as edited.
 */
export function drawContour(segmentation: Segmentation, drawn: Drawn, gesture: Gesture, verb = 'Draw'): Edit {
  const before = segmentation.contours.get(contourKey(drawn))
  const contour: Contour = {
    boundary: drawn.boundary,
    slice: drawn.slice,
    phase: drawn.phase,
    rings: drawn.rings.map((ring) => [...ring]),
    knots: drawn.knots && [...drawn.knots],
    state: 'accepted',
    source: before?.source ?? 'hand',
    author: gesture.actor,
  }
  const change = contourChange(segmentation, drawn, byHand(contour, gesture.actor))
  return edit(gesture, labelled(verb, drawn), placeOf(drawn), [change])
}

/** Moving a whole contour, in pixels (features E-1, E-13). */
export function shiftContour(
  segmentation: Segmentation,
  contour: Contour,
  by: PointPx,
  gesture: Gesture,
): Edit {
  const shifted = (p: PointPx): PointPx => ({ x: p.x + by.x, y: p.y + by.y })
  const after: Contour = {
    ...byHand(contour, gesture.actor),
    rings: contour.rings.map((ring) => ring.map(shifted)),
    knots: contour.knots && contour.knots.map(shifted),
  }
  const change = contourChange(segmentation, contour, after)
  return edit(gesture, labelled('Move', contour), placeOf(contour), [change])
}

/** Taking a contour away; null where there is none. */
export function deleteContour(segmentation: Segmentation, where: Where, gesture: Gesture): Edit | null {
  if (!segmentation.contours.has(contourKey(where))) return null
  const change = contourChange(segmentation, where, null)
  return edit(gesture, labelled('Delete', where), placeOf(where), [change])
}

/** Copying a contour to another slice or phase (features E-10); what stood there is replaced, and comes back by undo. */
export function copyContour(segmentation: Segmentation, contour: Contour, to: Place, gesture: Gesture): Edit {
  const after = { ...byHand(contour, gesture.actor), ...placeOf(to) }
  return edit(gesture, labelled('Copy', contour), placeOf(to), [contourChange(segmentation, after, after)])
}
