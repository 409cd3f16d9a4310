import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '../fileBytes'
import { isGzip, unpackGzip } from '../unpackGzip'
import { brokenOff, dicomDataSet } from './dicomDataSet'
import { drawnKind } from './drawnKind'
import { decodedNumbers } from './pixelFormat'
import { decodeDicom } from './readDicom'
import { segmentObject, type SegmentObject } from './segmentObject'
import { structureSet, type StructureSet } from './structureSet'

/** A packed object may unpack to this much, no more. */
const largestUnpacked = 2 ** 28

/** An object that draws on images that lie elsewhere. */
export type DrawnObject =
  | { readonly kind: 'rtstruct'; readonly set: StructureSet }
  | {
      readonly kind: 'seg'
      readonly object: SegmentObject
      readonly rows: number
      readonly columns: number
      /** Stored values of one frame, row after row. Errors: FILE_MALFORMED. */
      readonly values: (frame: number) => Promise<ArrayLike<number>>
    }

/**
 * Reads an RT Structure Set or a Segmentation, also one packed with gzip.
 * Errors: FILE_NOT_IMAGE for any other object, and those of `decodeDicom`.
 */
export async function readDrawnObject(file: string): Promise<DrawnObject> {
  const { bytes: raw } = await fileBytes(file)
  const bytes = isGzip(raw) ? unpackGzip(raw, largestUnpacked, file) : raw
  const parsed = dicomDataSet(bytes, file, true)
  if (!parsed) throw new Error('A whole file is parsed or refused')
  const { dataSet } = parsed
  const kind = drawnKind(dataSet)
  try {
    if (kind === 'rtstruct') return { kind, set: structureSet(dataSet) }
    if (kind === 'seg') {
      const { header, frameBytes } = decodeDicom(bytes, file)
      return {
        kind,
        object: segmentObject(dataSet, header),
        rows: header.rows,
        columns: header.columns,
        values: async (frame) => decodedNumbers(await frameBytes(frame), header),
      }
    }
  } catch (error) {
    throw error instanceof SeptumError ? error : brokenOff(error, dataSet.byteArray, file)
  }
  throw new SeptumError('FILE_NOT_IMAGE', {
    file,
    reason: 'it is neither a structure set nor a segmentation',
  })
}
