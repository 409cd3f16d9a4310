import type { Change, Edit, Segmentation } from '#shared/domain/segmentation'

/** A study on which nothing has been said. */
export const emptySegmentation: Segmentation = {
  contours: new Map(),
  marks: { ed: null, es: null },
  excluded: new Set(),
  flagged: new Set(),
  review: 'new',
}

/** The segmentation after an edit; the one given stays as it was. */
export function applied(segmentation: Segmentation, edit: Pick<Edit, 'changes'>): Segmentation {
  const contours = new Map(segmentation.contours)
  const marks = { ...segmentation.marks }
  const excluded = new Set(segmentation.excluded)
  const flagged = new Set(segmentation.flagged)
  let review = segmentation.review
  for (const change of edit.changes) {
    switch (change.kind) {
      case 'contour':
        if (change.after) contours.set(change.key, change.after)
        else contours.delete(change.key)
        break
      case 'mark':
        marks[change.mark] = change.after
        break
      case 'excluded':
        put(excluded, change.place, change.after)
        break
      case 'flagged':
        put(flagged, change.place, change.after)
        break
      case 'review':
        review = change.after
        break
    }
  }
  return { contours, marks, excluded, flagged, review }
}

function put(places: Set<string>, place: string, there: boolean): void {
  if (there) places.add(place)
  else places.delete(place)
}

/** The edit read backwards: applying it after the edit gives back what was there, byte for byte (R-UN-7). */
export const reversed = (edit: Edit): Edit => ({ ...edit, changes: edit.changes.map(swapped).toReversed() })

function swapped(change: Change): Change {
  switch (change.kind) {
    case 'contour':
      return { ...change, before: change.after, after: change.before }
    case 'mark':
      return { ...change, before: change.after, after: change.before }
    case 'excluded':
      return { ...change, before: change.after, after: change.before }
    case 'flagged':
      return { ...change, before: change.after, after: change.before }
    case 'review':
      return { ...change, before: change.after, after: change.before }
  }
}
