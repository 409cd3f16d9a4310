import type { DataSet } from 'dicom-parser'
import { numbers } from './dicomGeometry'
import { dicomText } from './dicomText'
import { imageReferences, type ImageReference, type ReferredImages } from './imageReference'
import { items, plainText } from './items'

/** One contour of an ROI, as it stands in the file. */
export interface StructureContour {
  /** CLOSED_PLANAR, POINT, OPEN_PLANAR, OPEN_NONPLANAR, CLOSEDPLANAR_XOR. */
  readonly kind: string
  /** x, y, z of each point in turn, LPS mm. */
  readonly pointsMm: readonly number[]
  /** The images that it was drawn on. */
  readonly images: readonly ImageReference[]
}

export interface Structure {
  readonly name: string
  readonly contours: readonly StructureContour[]
}

/** An RT Structure Set (PS3.3 A.19, C.8.8.5 and C.8.8.6). */
export interface StructureSet extends ReferredImages {
  readonly structures: readonly Structure[]
}

export const structureSetClass = '1.2.840.10008.5.1.4.1.1.481.3'

/** Reads the names and contours of all ROIs. A contour whose numbers are none, or are no whole points, has no points. */
export function structureSet(dataSet: DataSet): StructureSet {
  const rois = items(dataSet, 'x30060020')
  const nameOf = new Map(rois.map((roi) => [plainText(roi, 'x30060022'), nameIn(roi, dataSet)]))
  const drawn = items(dataSet, 'x30060039').map((roi): Structure => {
    const number = plainText(roi, 'x30060084')
    const contours = items(roi, 'x30060040').map(contourOf)
    return { name: nameOf.get(number) ?? `ROI ${number}`, contours }
  })
  const frames = items(dataSet, 'x30060010')
  const series = frames
    .flatMap((frame) => items(frame, 'x30060012'))
    .flatMap((study) => items(study, 'x30060014'))
  const listed = [
    ...series.flatMap((one) => imageReferences(one, 'x30060016')),
    ...drawn.flatMap(({ contours }) => contours.flatMap(({ images }) => images)),
  ]
  return {
    structures: drawn,
    patientId: dicomText(dataSet, 'x00100020'),
    images: new Set(listed.map(({ uid }) => uid)),
    series: new Set(series.map((one) => plainText(one, 'x0020000e')).filter(Boolean)),
    framesOfReference: new Set(
      [
        ...frames.map((frame) => plainText(frame, 'x00200052')),
        ...rois.map((roi) => plainText(roi, 'x30060024')),
      ].filter(Boolean),
    ),
    madeAt: plainText(dataSet, 'x30060008') + plainText(dataSet, 'x30060009'),
  }
}

/** Names are in the file's character set, which its top level names. */
function nameIn(roi: DataSet, top: DataSet): string {
  const element = roi.elements['x30060026']
  if (!element) return ''
  return dicomText(roi, 'x30060026', plainText(top, 'x00080005'))
}

function contourOf(item: DataSet): StructureContour {
  const values = numbers(item, 'x30060050')
  return {
    kind: plainText(item, 'x30060042').toUpperCase(),
    pointsMm: values.length % 3 === 0 ? values : [],
    images: imageReferences(item, 'x30060016'),
  }
}
