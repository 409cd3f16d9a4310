import type { PointPx } from '#shared/domain/contour'
import { boundaries, type BoundaryId } from '#shared/domain/structures'
import { enclosedLabels } from '#shared/geometry/regionMask'
import { traceMask } from '#shared/geometry/traceMask'

export interface LabelRing {
  readonly boundary: BoundaryId
  readonly colour: string
  readonly dash: readonly number[]
  /** Closed rings in pixels: centres at integers, even-odd. */
  readonly rings: readonly (readonly PointPx[])[]
}

/** The lines that bound the structures of one slice of canonical labels; none for what is not there. */
export function labelRings(labels: Uint8Array, columns: number, rows: number): LabelRing[] {
  const there = new Set(labels)
  const bounded = enclosedLabels.filter(([, values]) => there.has(values[0]!))
  return bounded.map(([boundary, values]) => ({
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
