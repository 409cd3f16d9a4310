import type { DataSet, Element } from 'dicom-parser'

export const pixelDataTag = 'x7fe00010'
const floatPixelDataTag = 'x7fe00008'
const doublePixelDataTag = 'x7fe00009'

/** The element that holds the pixels, whole numbers or not (PS3.3 C.7.6.24, C.7.6.25); undefined where there are none. */
export const pixelElement = (dataSet: DataSet): Element | undefined =>
  dataSet.elements[pixelDataTag] ??
  dataSet.elements[floatPixelDataTag] ??
  dataSet.elements[doublePixelDataTag]

/** Pixels that are floating point numbers. */
export const hasFloatPixels = (dataSet: DataSet): boolean =>
  !dataSet.elements[pixelDataTag] && pixelElement(dataSet) !== undefined

/** Encapsulated: items of packed frames, not plain bytes of a known length. */
export const isEncapsulated = ({ length, hadUndefinedLength }: Element): boolean =>
  hadUndefinedLength === true || length === -1 || length === 0xffffffff
