import { contourKey, type Contour } from '#shared/domain/contour'
import type { Segmentation } from '#shared/domain/segmentation'
import type { BoundaryId } from '#shared/domain/structures'
import { emptySegmentation } from '#shared/editing/segmentation'

/** A square contour of `side` pixels about (20, 20). */
export const squareContour = (boundary: BoundaryId, slice: number, phase: number, side: number): Contour => ({
  boundary,
  slice,
  phase,
  rings: [
    [
      { x: 20 - side / 2, y: 20 - side / 2 },
      { x: 20 + side / 2, y: 20 - side / 2 },
      { x: 20 + side / 2, y: 20 + side / 2 },
      { x: 20 - side / 2, y: 20 + side / 2 },
    ],
  ],
  knots: null,
  state: 'accepted',
  source: 'hand',
  author: 'AB',
})

export const heldBy = (contours: readonly Contour[], more: Partial<Segmentation> = {}): Segmentation => ({
  ...emptySegmentation,
  contours: new Map(contours.map((contour) => [contourKey(contour), contour])),
  ...more,
})
