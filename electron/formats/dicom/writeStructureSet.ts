import { structureSetClass } from './structureSet'
import {
  decimal,
  dicomObjectBytes,
  frameOfReference,
  mrImageStorage,
  uidOf,
  type CineSeries,
} from './writeDicom'

/** One closed contour on one image. */
export interface WrittenContour {
  readonly imageUid: string
  /** LPS mm. */
  readonly pointsMm: readonly (readonly number[])[]
}

export interface WrittenStructure {
  readonly name: string
  readonly contours: readonly WrittenContour[]
}

/** An RT Structure Set on the images of a series, Explicit VR Little Endian. The same input gives the same bytes. */
export function structureSetBytes(series: CineSeries, structures: readonly WrittenStructure[]): Uint8Array {
  const seriesUid = uidOf(`${series.seriesUid}/structures`)
  const frame = frameOfReference(series)
  const reference = (uid: string) => ({
    ReferencedSOPClassUID: mrImageStorage,
    ReferencedSOPInstanceUID: uid,
  })
  const images = new Set(structures.flatMap(({ contours }) => contours.map(({ imageUid }) => imageUid)))
  return dicomObjectBytes(structureSetClass, uidOf(`${seriesUid}/1`), {
    StudyDate: series.studyDate,
    Modality: 'RTSTRUCT',
    Manufacturer: 'Septum phantom',
    PatientName: series.patientName,
    PatientID: series.patientId,
    StudyInstanceUID: series.studyUid,
    SeriesInstanceUID: seriesUid,
    StructureSetLabel: 'HEART',
    StructureSetDate: series.studyDate,
    StructureSetTime: '120000',
    ReferencedFrameOfReferenceSequence: [
      {
        FrameOfReferenceUID: frame,
        RTReferencedStudySequence: [
          {
            ReferencedSOPClassUID: '1.2.840.10008.3.1.2.3.1',
            ReferencedSOPInstanceUID: series.studyUid,
            RTReferencedSeriesSequence: [
              { SeriesInstanceUID: series.seriesUid, ContourImageSequence: [...images].map(reference) },
            ],
          },
        ],
      },
    ],
    StructureSetROISequence: structures.map(({ name }, i) => ({
      ROINumber: String(i + 1),
      ReferencedFrameOfReferenceUID: frame,
      ROIName: name,
      ROIGenerationAlgorithm: 'MANUAL',
    })),
    ROIContourSequence: structures.map(({ contours }, i) => ({
      ContourSequence: contours.map(({ imageUid, pointsMm }) => ({
        ContourImageSequence: [reference(imageUid)],
        ContourGeometricType: 'CLOSED_PLANAR',
        NumberOfContourPoints: String(pointsMm.length),
        ContourData: pointsMm.flat().map(decimal),
      })),
      ReferencedROINumber: String(i + 1),
    })),
  })
}
