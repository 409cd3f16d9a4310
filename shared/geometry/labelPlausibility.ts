import { regions } from '#shared/domain/structures'

const lvCavity = regions['lv-cavity'].label
const myocardium = regions['lv-myocardium'].label
const rvCavity = regions['rv-cavity'].label

/** A cavity whose edge lies on its wall for less than this share is no LV cavity. */
const leastOnWall = 0.5
/** Fewer pixels of edge say nothing. */
const leastEdge = 20

/**
 * Why a label map cannot be right, in a sentence; null where nothing speaks against it (X23). The myocardium encloses
 * the LV cavity: of the cavity's neighbours most are wall. `labels` are canonical, slices of `columns` pixels a row.
 */
export function implausibleHeart(labels: Uint8Array, columns: number, rows: number): string | null {
  const lv = neighbours(labels, columns, rows, lvCavity)
  if (lv.edge < leastEdge || !labels.includes(myocardium)) return null
  const onWall = lv.wall / lv.edge
  if (onWall >= leastOnWall) return null
  const rv = neighbours(labels, columns, rows, rvCavity)
  const swapped = rv.edge >= leastEdge && rv.wall / rv.edge > onWall
  const percent = Math.round(100 * onWall)
  return swapped
    ? `The myocardium surrounds the RV cavity (${Math.round((100 * rv.wall) / rv.edge)} % of its edge) and not the LV cavity (${percent} %): left and right seem to be swapped.`
    : `Only ${percent} % of the edge of the LV cavity lies on myocardium: the values seem to mean something else.`
}

/** How many neighbours, within its slice, a structure has, and how many of them are myocardium. */
function neighbours(
  labels: Uint8Array,
  columns: number,
  rows: number,
  own: number,
): { edge: number; wall: number } {
  let [edge, wall] = [0, 0]
  const count = (at: number): void => {
    if (labels[at] === own) return
    edge++
    if (labels[at] === myocardium) wall++
  }
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== own) continue
    const x = i % columns
    const y = Math.floor(i / columns) % rows
    if (x > 0) count(i - 1)
    if (x < columns - 1) count(i + 1)
    if (y > 0) count(i - columns)
    if (y < rows - 1) count(i + columns)
  }
  return { edge, wall }
}
