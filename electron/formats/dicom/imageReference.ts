import type { DataSet } from 'dicom-parser'
import { number } from './dicomGeometry'
import { items, plainText } from './items'

/** An image that an object names: its SOP Instance UID, and the frame from 0 where it names one of several. */
export interface ImageReference {
  readonly uid: string
  readonly frame: number | null
}

/** The images that a sequence of references names (PS3.3 10.8). */
export const imageReferences = (dataSet: DataSet | undefined, tag: string): ImageReference[] =>
  items(dataSet, tag).flatMap((item) => {
    const uid = plainText(item, 'x00081155')
    const frame = number(item, 'x00081160')
    return uid ? [{ uid, frame: frame === null ? null : frame - 1 }] : []
  })

/** What an object says of the images that it belongs to. */
export interface ReferredImages {
  readonly patientId: string
  readonly images: ReadonlySet<string>
  readonly series: ReadonlySet<string>
  readonly framesOfReference: ReadonlySet<string>
  /** Date and time of the content as they stand in the file, for the newer of two; '' where absent. */
  readonly madeAt: string
}
