import type { DataSet } from 'dicom-parser'
import { functionalGroups, number, type FrameGeometry } from './dicomGeometry'
import { dicomText } from './dicomText'
import type { DicomHeader } from './dicomHeader'
import { imageReferences, type ImageReference, type ReferredImages } from './imageReference'
import { items, plainText } from './items'

export const segmentationClass = '1.2.840.10008.5.1.4.1.1.66.4'
export const labelMapClass = '1.2.840.10008.5.1.4.1.1.66.7'

export interface Segment {
  readonly number: number
  readonly label: string
  /** The segmented property's code and its scheme, such as 87878005 SCT. */
  readonly code: string
  readonly scheme: string
}

export interface SegmentFrame {
  /** Index in the file, from 0. */
  readonly frame: number
  /** Number of its segment; null in a label map, where the pixels say so. */
  readonly segment: number | null
  readonly geometry: FrameGeometry
  /** The images that it was made from. */
  readonly images: readonly ImageReference[]
}

/** A Segmentation object (PS3.3 A.51, C.8.20) without its pixels. */
export interface SegmentObject extends ReferredImages {
  readonly segments: readonly Segment[]
  readonly frames: readonly SegmentFrame[]
  /** The smallest stored value that is inside a segment; null in a label map. */
  readonly threshold: number | null
}

/** Reads the segments and where each frame belongs. Fractions of half the largest and more are inside (datasets.md B1.10). */
export function segmentObject(dataSet: DataSet, header: DicomHeader): SegmentObject {
  const { shared, perFrame } = functionalGroups(dataSet)
  const labelMap = header.sopClass === labelMapClass
  const fractional = plainText(dataSet, 'x00620001').toUpperCase() === 'FRACTIONAL'
  const largest = dataSet.elements['x0062000e']?.length ? (dataSet.uint16('x0062000e') ?? 255) : 255
  const characters = plainText(dataSet, 'x00080005')
  const frames = header.geometry.map((geometry, frame): SegmentFrame => {
    const own = perFrame[frame]
    const group = (tag: string): DataSet | undefined => items(own, tag)[0] ?? items(shared, tag)[0]
    const derivations =
      items(own, 'x00089124').length > 0 ? items(own, 'x00089124') : items(shared, 'x00089124')
    return {
      frame,
      segment: labelMap ? null : shortIn(group('x0062000a'), 'x0062000b'),
      geometry,
      images: derivations.flatMap((one) => imageReferences(one, 'x00082112')),
    }
  })
  const series = items(dataSet, 'x00081115')
  const listed = [
    ...series.flatMap((one) => imageReferences(one, 'x0008114a')),
    ...imageReferences(dataSet, 'x00082112'),
    ...frames.flatMap(({ images }) => images),
  ]
  return {
    segments: items(dataSet, 'x00620002').map((item) => segmentOf(item, characters)),
    frames,
    threshold: labelMap ? null : fractional ? largest / 2 : 1,
    patientId: header.patientId,
    images: new Set(listed.map(({ uid }) => uid)),
    series: new Set(series.map((one) => plainText(one, 'x0020000e')).filter(Boolean)),
    framesOfReference: new Set([header.frameOfReference].filter(Boolean)),
    madeAt: plainText(dataSet, 'x00080023') + plainText(dataSet, 'x00080033'),
  }
}

function segmentOf(item: DataSet, characters: string): Segment {
  const type = items(item, 'x0062000f')[0]
  return {
    number: shortIn(item, 'x00620004') ?? number(item, 'x00620004') ?? 0,
    label: dicomText(item, 'x00620005', characters),
    code: plainText(type, 'x00080100'),
    scheme: plainText(type, 'x00080102'),
  }
}

const shortIn = (dataSet: DataSet | undefined, tag: string): number | null =>
  dataSet?.elements[tag]?.length === 2 ? (dataSet.uint16(tag) ?? null) : null
