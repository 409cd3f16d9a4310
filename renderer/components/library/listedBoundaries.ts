import {
  boundaries,
  boundaryIds,
  boundariesOf,
  taskOf,
  type BoundaryId,
  type TaskId,
} from '#shared/domain/structures'
import type { Coverage } from '#shared/domain/study'

/** The boundaries that a study's lists name: those of its task, the rare ones only where they are drawn. */
export function listedBoundaries(
  coverage: Readonly<Record<BoundaryId, Coverage>>,
  task: TaskId | undefined,
): BoundaryId[] {
  const drawn = boundaryIds.filter((id) => coverage[id] !== 'none')
  const own = boundariesOf(task ?? taskOf(drawn)).filter((id) => !boundaries[id].rare)
  return boundaryIds.filter((id) => own.includes(id) || drawn.includes(id))
}
