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
