import type { Grid } from '#shared/domain/grid'
import type { Change, Edit, Segmentation } from '#shared/domain/segmentation'
import { detectPhases } from '#shared/geometry/detectPhases'
import { volumeCurveMl } from '#shared/geometry/volumes'
import { applied } from './segmentation'

/**
 * The edit, and with it the marks that its LV volume curve tells (evaluation K1): end-diastole and end-systole are set
 * where nobody had set them, in the same step. A mark that is there stays.
 */
export function withDetectedMarks(edit: Edit, segmentation: Segmentation, grid: Grid): Edit {
  const { ed, es } = segmentation.marks
  if (ed !== null && es !== null) return edit
  const found = detectPhases(volumeCurveMl(applied(segmentation, edit), grid, 'lv-cavity'))
  if (!found) return edit
  const marks: Change[] = []
  if (ed === null) marks.push({ kind: 'mark', mark: 'ed', before: null, after: found.ed })
  if (es === null) marks.push({ kind: 'mark', mark: 'es', before: null, after: found.es })
  return { ...edit, changes: [...edit.changes, ...marks] }
}
