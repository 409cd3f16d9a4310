import type { DataSet } from 'dicom-parser'
import { plainText } from './items'
import { labelMapClass, segmentationClass } from './segmentObject'
import { structureSetClass } from './structureSet'

/** Objects that draw on images which lie elsewhere. */
export type DrawnKind = 'rtstruct' | 'seg'

/** What kind of drawing a data set is; null: another object. */
export function drawnKind(dataSet: DataSet): DrawnKind | null {
  const sopClass = plainText(dataSet, 'x00080016')
  if (sopClass === structureSetClass) return 'rtstruct'
  return sopClass === segmentationClass || sopClass === labelMapClass ? 'seg' : null
}
