import type { FrameGeometry, Vector } from '#electron/formats/dicom/dicomGeometry'
import type { StackFrame } from './stackFrame'

/** Cosines, and spacings in mm, that differ by less are the same (datasets.md B1.10). */
const tolerance = 1e-3

/**
 * Sorts frames into grids: those of one agree in patient, study, series, size, pixel spacing and orientation (R-LIB-4:
 * never two patients). Numbers are compared, not their text: a scanner's rounding does not tear a series apart.
 */
export class StackGroups {
  private readonly bySeries = new Map<string, StackFrame[][]>()

  /** `folder` stands in for UIDs that a file lacks. */
  add(frame: StackFrame, folder: string): void {
    const { patientId, studyUid, seriesUid, columns, rows } = frame.header
    const key = [patientId, studyUid || folder, seriesUid || folder, `${columns}x${rows}`].join('|')
    const groups = this.bySeries.get(key) ?? []
    this.bySeries.set(key, groups)
    const group = groups.find((frames) => alike(frames[0]!.geometry, frame.geometry))
    if (group) group.push(frame)
    else groups.push([frame])
  }

  all(): StackFrame[][] {
    return [...this.bySeries.values()].flat()
  }
}

const near = (a: Vector | null, b: Vector | null): boolean =>
  a === null || b === null ? a === b : a.every((value, i) => Math.abs(value - b[i]!) < tolerance)

function alike(a: FrameGeometry, b: FrameGeometry): boolean {
  const [one, other] = [a.spacingMm, b.spacingMm]
  const spaced =
    one && other
      ? Math.abs(one.x - other.x) < tolerance && Math.abs(one.y - other.y) < tolerance
      : one === other
  return spaced && near(a.row, b.row) && near(a.column, b.column)
}
