import type { PointPx } from '#shared/domain/contour'
import { boundaries, type BoundaryId } from '#shared/domain/structures'
import { traceMask } from '#shared/geometry/traceMask'

export interface LabelRing {
  readonly boundary: BoundaryId
  readonly colour: string
  readonly dash: readonly number[]
  /** Closed rings in pixels: centres at integers, even-odd. */
  readonly rings: readonly (readonly PointPx[])[]
}

/** Which canonical label values lie inside each boundary: the epicardium holds the cavity too. */
const inside: readonly (readonly [BoundaryId, readonly number[]])[] = [
  ['rv-endo', [1]],
  ['lv-epi', [2, 3]],
  ['lv-endo', [3]],
]

/** The lines that bound the structures of one slice of labels (RV 1, myocardium 2, LV 3). */
export function labelRings(labels: Uint8Array, columns: number, rows: number): LabelRing[] {
  return inside.map(([boundary, values]) => ({
    boundary,
    colour: boundaries[boundary].colour,
    dash: boundaries[boundary].dash,
    rings: traceMask(
      labels.map((label) => (values.includes(label) ? 1 : 0)),
      columns,
      rows,
    ),
  }))
}
