import { segmentationClass } from './segmentObject'
import {
  decimal,
  dicomObjectBytes,
  frameOfReference,
  mrImageStorage,
  uidOf,
  type CineSeries,
} from './writeDicom'

export interface WrittenSegment {
  readonly label: string
  /** SNOMED CT. */
  readonly code: string
  readonly meaning: string
}

export interface WrittenSegmentFrame {
  /** Number of its segment, from 1. */
  readonly segment: number
  readonly imageUid: string
  readonly positionMm: readonly number[]
  /** rows × columns, not 0 inside. */
  readonly mask: Uint8Array
}

const coded = (value: string, meaning: string) => [
  { CodeValue: value, CodingSchemeDesignator: 'SCT', CodeMeaning: meaning },
]

/** A binary Segmentation on the images of a series, Explicit VR Little Endian. The same input gives the same bytes. */
export function segmentationBytes(
  series: CineSeries,
  segments: readonly WrittenSegment[],
  frames: readonly WrittenSegmentFrame[],
): Uint8Array {
  const seriesUid = uidOf(`${series.seriesUid}/segments`)
  const { rows, columns } = series
  const bits = new Uint8Array(2 * Math.ceil((frames.length * rows * columns) / 16))
  frames.forEach(({ mask }, frame) =>
    mask.forEach((inside, i) => {
      const bit = frame * rows * columns + i
      if (inside) bits[bit >> 3]! |= 1 << (bit & 7)
    }),
  )
  const reference = (uid: string) => ({
    ReferencedSOPClassUID: mrImageStorage,
    ReferencedSOPInstanceUID: uid,
  })
  return dicomObjectBytes(segmentationClass, uidOf(`${seriesUid}/1`), {
    ImageType: ['DERIVED', 'PRIMARY'],
    StudyDate: series.studyDate,
    ContentDate: series.studyDate,
    ContentTime: '120000',
    Modality: 'SEG',
    Manufacturer: 'Septum phantom',
    PatientName: series.patientName,
    PatientID: series.patientId,
    StudyInstanceUID: series.studyUid,
    SeriesInstanceUID: seriesUid,
    FrameOfReferenceUID: frameOfReference(series),
    ReferencedSeriesSequence: [
      {
        SeriesInstanceUID: series.seriesUid,
        ReferencedInstanceSequence: [...new Set(frames.map(({ imageUid }) => imageUid))].map(reference),
      },
    ],
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    NumberOfFrames: String(frames.length),
    Rows: rows,
    Columns: columns,
    BitsAllocated: 1,
    BitsStored: 1,
    HighBit: 0,
    PixelRepresentation: 0,
    SegmentationType: 'BINARY',
    SegmentSequence: segments.map(({ label, code, meaning }, i) => ({
      SegmentNumber: i + 1,
      SegmentLabel: label,
      SegmentAlgorithmType: 'MANUAL',
      SegmentedPropertyCategoryCodeSequence: coded('123037004', 'Anatomical Structure'),
      SegmentedPropertyTypeCodeSequence: coded(code, meaning),
    })),
    SharedFunctionalGroupsSequence: [
      {
        PlaneOrientationSequence: [
          {
            ImageOrientationPatient: [...series.orientation.row, ...series.orientation.column].map(decimal),
          },
        ],
        PixelMeasuresSequence: [
          {
            SliceThickness: decimal(series.thicknessMm),
            SpacingBetweenSlices: decimal(series.pitchMm),
            PixelSpacing: [decimal(series.pixelMm.y), decimal(series.pixelMm.x)],
          },
        ],
      },
    ],
    PerFrameFunctionalGroupsSequence: frames.map(({ segment, imageUid, positionMm }) => ({
      DerivationImageSequence: [{ SourceImageSequence: [reference(imageUid)] }],
      PlanePositionSequence: [{ ImagePositionPatient: positionMm.map(decimal) }],
      SegmentIdentificationSequence: [{ ReferencedSegmentNumber: segment }],
    })),
    PixelData: bits.buffer,
    _vrMap: { PixelData: 'OB' },
  })
}
