import type { Contour } from '#shared/domain/contour'
import type { Grid } from '#shared/domain/grid'
import { regions, type BoundaryId, type RegionId } from '#shared/domain/structures'
import { rasterise } from './rasterise'
import { traceMask } from './traceMask'

const label = (id: RegionId): number => regions[id].label
const [rvCavity, myocardium, lvCavity, rvMyocardium, papillary] = [
  label('rv-cavity'),
  label('lv-myocardium'),
  label('lv-cavity'),
  label('rv-myocardium'),
  label('papillary'),
]
/** Structures of one line, beside those of the ventricles. */
const single = ['left-atrium', 'right-atrium', 'lateral-ventricle', 'object'] as const

/** What each boundary encloses, later ones over earlier ones: the LV wins over the RV, the cavity over its wall. */
const painted: readonly (readonly [BoundaryId, number])[] = [
  ['rv-epi', rvMyocardium],
  ['rv-endo', rvCavity],
  ['lv-epi', myocardium],
  ['lv-endo', lvCavity],
  ['papillary', papillary],
  ...single.map((id) => [id, label(id)] as const),
]

/**
 * Canonical labels of one slice and phase, row after row, from its contours: by the centre rule (E-G3), or by the masks
 * that `maskOf` makes of them.
 */
export function regionMask<C extends Contour>(
  contours: Iterable<C>,
  columns: number,
  rows: number,
  maskOf: (contour: C) => Uint8Array = ({ rings }) => rasterise(rings, columns, rows),
): Uint8Array<ArrayBuffer> {
  const byBoundary = new Map([...contours].map((contour) => [contour.boundary, contour]))
  const labels = new Uint8Array(columns * rows)
  for (const [boundary, value] of painted) {
    const contour = byBoundary.get(boundary)
    if (!contour) continue
    maskOf(contour).forEach((inside, i) => {
      if (inside) labels[i] = value
    })
  }
  return labels
}

/** Which labels lie inside each boundary: papillary muscles stand in the cavity, and the cavity in its wall. */
export const enclosedLabels: readonly (readonly [BoundaryId, readonly number[]])[] = [
  ['lv-endo', [lvCavity, papillary]],
  ['lv-epi', [myocardium, lvCavity, papillary]],
  ['rv-endo', [rvCavity]],
  ['rv-epi', [rvMyocardium, rvCavity]],
  ['papillary', [papillary]],
  ...single.map((id) => [id, [label(id)]] as const),
]

/**
 * The contours around canonical labels [slices, rows, columns] of one phase, traced exactly (E-G4): LV endo around the
 * cavity, LV epi around cavity and myocardium, RV alike. No contour where a slice has none of it, and no epi where a
 * slice has no myocardium.
 */
export function contoursOfLabels(
  labels: Uint8Array,
  grid: Pick<Grid, 'columns' | 'rows' | 'slices'>,
  phase: number,
  made: Pick<Contour, 'source' | 'author' | 'state'>,
): Contour[] {
  const { columns, rows, slices } = grid
  const pixels = columns * rows
  if (labels.length !== slices * pixels)
    throw new Error(`${labels.length} labels do not fill ${slices} slices of ${rows} × ${columns}`)
  const contours: Contour[] = []
  for (let slice = 0; slice < slices; slice++) {
    const plane = labels.subarray(slice * pixels, (slice + 1) * pixels)
    for (const [boundary, values] of enclosedLabels) {
      if (!plane.includes(values[0]!)) continue
      const mask = plane.map((label) => (values.includes(label) ? 1 : 0))
      contours.push({ boundary, slice, phase, rings: traceMask(mask, columns, rows), knots: null, ...made })
    }
  }
  return contours
}
