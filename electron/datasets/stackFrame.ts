import type { FrameGeometry } from '#electron/formats/dicom/dicomGeometry'
import type { DicomHeader } from '#electron/formats/dicom/dicomHeader'

/** One frame of one DICOM file on its way into a grid. */
export interface StackFrame {
  readonly file: string
  /** Frame in the file, from 0. */
  readonly frame: number
  readonly header: DicomHeader
  readonly geometry: FrameGeometry
}

export const stackFrames = (file: string, header: DicomHeader): StackFrame[] =>
  header.geometry.map((geometry, frame) => ({ file, frame, header, geometry }))

/** Frames of one grid agree in this: patient, study, series, size, pixel spacing and orientation (R-LIB-4: never two patients). */
export function stackKey({ header, geometry }: StackFrame, folder: string): string {
  const rounded = (v: readonly number[] | null): string => v?.map((n) => n.toFixed(3)).join(',') ?? '?'
  const { row, column, spacingMm } = geometry
  return [
    header.patientId,
    header.studyUid || folder,
    header.seriesUid || folder,
    `${header.columns}x${header.rows}`,
    spacingMm ? rounded([spacingMm.x, spacingMm.y]) : '?',
    rounded(row),
    rounded(column),
  ].join('|')
}
