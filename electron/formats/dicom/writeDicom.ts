import { createHash } from 'node:crypto'
import { data } from 'dcmjs'
import type { Orientation } from '#shared/domain/grid'
import { transferSyntax } from './transferSyntax'

export const mrImageStorage = '1.2.840.10008.5.1.4.1.1.4'

/** What all images of one cine series share. Lengths in mm. */
export interface CineSeries {
  readonly studyUid: string
  readonly seriesUid: string
  readonly patientId: string
  readonly patientName: string
  readonly sex: 'F' | 'M' | 'O'
  readonly ageYears: number
  /** YYYYMMDD. */
  readonly studyDate: string
  readonly description: string
  readonly seriesNumber: number
  readonly rows: number
  readonly columns: number
  readonly pixelMm: { readonly x: number; readonly y: number }
  readonly thicknessMm: number
  readonly pitchMm: number
  readonly phases: number
  readonly orientation: Pick<Orientation, 'row' | 'column'>
  readonly window: { readonly centre: number; readonly width: number }
}

export interface CineImage {
  /** InstanceNumber, from 1. */
  readonly instance: number
  readonly positionMm: readonly number[]
  readonly triggerMs: number
  /** rows × columns, not negative. */
  readonly pixels: Int16Array
}

/** A UID of the 2.25 kind (PS3.5 B.2) from any text: the same text, the same UID. */
export function uidOf(text: string): string {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 31)
  return `2.25.${BigInt(`0x1${digest}`).toString()}`
}

/** A number as a DS of at most 16 characters: ten digits. */
export const decimal = (value: number): string =>
  String(Math.abs(value) < 1e-9 ? 0 : Number(value.toPrecision(10)))

/** An object as a DICOM file, Explicit VR Little Endian. The same input gives the same bytes. */
export function dicomObjectBytes(
  sopClass: string,
  sopUid: string,
  attributes: Readonly<Record<string, unknown>>,
): Uint8Array {
  const version = new Uint8Array([0, 1])
  const file = new data.DicomDict(
    data.DicomMetaDictionary.denaturalizeDataset({
      FileMetaInformationVersion: version.buffer,
      MediaStorageSOPClassUID: sopClass,
      MediaStorageSOPInstanceUID: sopUid,
      TransferSyntaxUID: transferSyntax.explicitLittle,
      ImplementationClassUID: uidOf('Septum'),
      ImplementationVersionName: 'SEPTUM',
    }),
  )
  file.dict = data.DicomMetaDictionary.denaturalizeDataset({
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID: sopClass,
    SOPInstanceUID: sopUid,
    ...attributes,
  })
  return new Uint8Array(file.write({ fragmentMultiframe: false }))
}

/** The SOP Instance UID of an image of a series by its number. */
export const imageUid = (series: Pick<CineSeries, 'seriesUid'>, instance: number): string =>
  uidOf(`${series.seriesUid}/${instance}`)

export const frameOfReference = (series: Pick<CineSeries, 'seriesUid'>): string =>
  uidOf(`${series.seriesUid}/frame of reference`)

/** One MR image of a cine as a DICOM file. */
export const cineImageBytes = (series: CineSeries, image: CineImage): Uint8Array =>
  dicomObjectBytes(mrImageStorage, imageUid(series, image.instance), {
    ImageType: ['ORIGINAL', 'PRIMARY', 'M'],
    StudyDate: series.studyDate,
    Modality: 'MR',
    Manufacturer: 'Septum phantom',
    SeriesDescription: series.description,
    PatientName: series.patientName,
    PatientID: series.patientId,
    PatientSex: series.sex,
    PatientAge: `${String(series.ageYears).padStart(3, '0')}Y`,
    SliceThickness: decimal(series.thicknessMm),
    SpacingBetweenSlices: decimal(series.pitchMm),
    MagneticFieldStrength: '1.5',
    TriggerTime: decimal(image.triggerMs),
    CardiacNumberOfImages: String(series.phases),
    StudyInstanceUID: series.studyUid,
    SeriesInstanceUID: series.seriesUid,
    FrameOfReferenceUID: frameOfReference(series),
    SeriesNumber: String(series.seriesNumber),
    InstanceNumber: String(image.instance),
    ImagePositionPatient: image.positionMm.map(decimal),
    ImageOrientationPatient: [...series.orientation.row, ...series.orientation.column].map(decimal),
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: series.rows,
    Columns: series.columns,
    PixelSpacing: [decimal(series.pixelMm.y), decimal(series.pixelMm.x)],
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 1,
    WindowCenter: decimal(series.window.centre),
    WindowWidth: decimal(series.window.width),
    PixelData: image.pixels.slice().buffer,
    _vrMap: { PixelData: 'OW' },
  })
