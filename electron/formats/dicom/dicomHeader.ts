import type { DataSet } from 'dicom-parser'
import { SeptumError } from '#shared/errors/SeptumError'
import { brokenOff } from './dicomDataSet'
import { frameGeometry, number, numbers, type FrameGeometry } from './dicomGeometry'
import { ageYears, dicomText, isoDate, personName, timeMs } from './dicomText'
import { hasFloatPixels, pixelElement } from './pixelElement'
import { plainText } from './items'
import type { PixelFormat } from './pixelFormat'
import { fileWindow, type FileWindow } from './fileWindow'
import { greyTables } from './lookupTables'
import type { GreyTables } from './shownValues'
import { isLossySyntax } from './transferSyntax'

/** What Septum asks of one DICOM file. Text is trimmed, '' where absent. */
export interface DicomHeader extends PixelFormat {
  readonly tables: GreyTables
  readonly syntax: string
  readonly sopClass: string
  readonly sopInstance: string
  readonly studyUid: string
  readonly seriesUid: string
  readonly frameOfReference: string
  readonly patientId: string
  readonly patientName: string
  /** ISO date. */
  readonly birthDate: string | null
  readonly sex: string | null
  readonly ageYears: number | null
  readonly studyDate: string | null
  readonly studyDescription: string
  readonly seriesDescription: string
  readonly seriesNumber: number
  readonly modality: string
  readonly scanner: string | null
  readonly fieldT: number | null
  readonly instance: number | null
  /** Phases that the scanner reconstructed for each slice; null where it does not say. */
  readonly cardiacImages: number | null
  readonly lossy: boolean
  /** Time of day at which the image was taken, else at which its content was made, ms; null: the file does not say. */
  readonly takenAtMs: number | null
  /** Text may stand in the pixels: the file says so, or was made from a screen or a film (X18). */
  readonly burnedIn: boolean
  /** The first window that can be used; null: none (X8). */
  readonly window: FileWindow | null
  /** Only Imager Pixel Spacing is given: that is the detector's, not the patient's (X13). */
  readonly detectorSpacing: boolean
  readonly geometry: readonly FrameGeometry[]
}

const maxSide = 16_384
const maxFrames = 20_000

const whole = (dataSet: DataSet, tag: string): number => number(dataSet, tag) ?? 0

/** Secondary Capture and its multi-frame kinds (PS3.4 B.5). */
const secondaryCapture = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.7(\.[1-4])?$/

/** True for objects that hold pixels of any kind; DICOMDIR, reports and plans do not. */
export const hasPixels = (dataSet: DataSet): boolean => pixelElement(dataSet) !== undefined

/** Reads the attributes. Errors: FILE_NOT_IMAGE (no pixels), FILE_MALFORMED (a size that cannot be), FILE_TRUNCATED. */
export function dicomHeader(dataSet: DataSet, syntax: string, file: string): DicomHeader {
  try {
    return attributes(dataSet, syntax, file)
  } catch (error) {
    throw error instanceof SeptumError ? error : brokenOff(error, dataSet.byteArray, file)
  }
}

function attributes(dataSet: DataSet, syntax: string, file: string): DicomHeader {
  if (!hasPixels(dataSet)) {
    const directory = dataSet.elements['x00041220'] !== undefined
    const kind = plainText(dataSet, 'x00080060') || 'DICOM object'
    const reason = directory
      ? 'it is a DICOMDIR, the list of what a medium holds: open its folder'
      : `this ${kind} holds no pixels`
    throw new SeptumError('FILE_NOT_IMAGE', { file, reason })
  }
  const us = (tag: string): number => (dataSet.elements[tag]?.length ? (dataSet.uint16(tag) ?? 0) : 0)
  const rows = us('x00280010')
  const columns = us('x00280011')
  const frames = Math.trunc(number(dataSet, 'x00280008') ?? 1) || 1
  if (rows < 1 || columns < 1 || rows > maxSide || columns > maxSide || frames < 1 || frames > maxFrames)
    throw new SeptumError('FILE_MALFORMED', { file, reason: `its size is ${columns} × ${rows} × ${frames}` })
  const bitsAllocated = us('x00280100')
  const bitsStored = us('x00280101') || bitsAllocated
  const signed = us('x00280103') === 1
  const spacing = numbers(dataSet, 'x00280030').length === 2
  const scanner = [dicomText(dataSet, 'x00080070'), dicomText(dataSet, 'x00081090')].filter(Boolean).join(' ')
  const lossyTag = plainText(dataSet, 'x00282110')
  return {
    rows,
    columns,
    frames,
    samples: us('x00280002') || 1,
    bitsAllocated,
    bitsStored,
    float: hasFloatPixels(dataSet),
    planar: us('x00280006') === 1,
    highBit: dataSet.elements['x00280102']?.length ? us('x00280102') : bitsStored - 1,
    signed,
    photometric: plainText(dataSet, 'x00280004') || 'MONOCHROME2',
    tables: greyTables(dataSet, signed),
    syntax,
    sopClass: plainText(dataSet, 'x00080016'),
    sopInstance: plainText(dataSet, 'x00080018'),
    studyUid: plainText(dataSet, 'x0020000d'),
    seriesUid: plainText(dataSet, 'x0020000e'),
    frameOfReference: plainText(dataSet, 'x00200052'),
    patientId: dicomText(dataSet, 'x00100020'),
    patientName: personName(dicomText(dataSet, 'x00100010')),
    birthDate: isoDate(dicomText(dataSet, 'x00100030')),
    sex: dicomText(dataSet, 'x00100040') || null,
    ageYears: ageYears(dicomText(dataSet, 'x00101010')),
    studyDate: isoDate(dicomText(dataSet, 'x00080020')),
    studyDescription: dicomText(dataSet, 'x00081030'),
    seriesDescription: dicomText(dataSet, 'x0008103e'),
    seriesNumber: Math.trunc(whole(dataSet, 'x00200011')),
    modality: plainText(dataSet, 'x00080060'),
    scanner: scanner || null,
    fieldT: number(dataSet, 'x00180087'),
    instance: number(dataSet, 'x00200013'),
    cardiacImages: number(dataSet, 'x00181090'),
    lossy: lossyTag === '01' || isLossySyntax(syntax),
    takenAtMs: timeMs(plainText(dataSet, 'x00080032')) ?? timeMs(plainText(dataSet, 'x00080033')),
    burnedIn:
      plainText(dataSet, 'x00280301') === 'YES' || secondaryCapture.test(plainText(dataSet, 'x00080016')),
    window: fileWindow(dataSet),
    detectorSpacing: !spacing && numbers(dataSet, 'x00181164').length === 2,
    geometry: frameGeometry(dataSet, frames),
  }
}
