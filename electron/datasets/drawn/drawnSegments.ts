import type { DrawnObject } from '#electron/formats/dicom/readDrawnObject'
import type { Segment, SegmentFrame } from '#electron/formats/dicom/segmentObject'
import type { Drawn, DrawnOn, Place } from './drawn'
import { LabelPlanes } from './labelPlanes'
import { LeftOut } from './leftOut'
import { planeMap, type Plane, type PlaneMap } from './planeMap'
import { slicePlanes } from './slicePlanes'
import { meaningOfCode, meaningOfName } from './structureNames'

type SegObject = Extract<DrawnObject, { kind: 'seg' }>

/**
 * The segments of a segmentation object on a case: each frame on the slice where it lies, at the phases of the images that
 * it was made from (U15). Pixels of another grid are taken from the nearest of its own, which is said.
 */
export async function drawnSegments(seg: SegObject, on: DrawnOn, author: string): Promise<Drawn> {
  const { segments, frames, threshold } = seg.object
  const planes = new LabelPlanes(on.grid)
  const unknown = new LeftOut(author, 'pixel')
  const refused = new Map<string, number>()
  const refuse = (reason: string): void => void refused.set(reason, (refused.get(reason) ?? 0) + 1)
  let resampled = 0
  const byNumber = new Map(segments.map((segment) => [segment.number, segment]))
  for (const frame of frames) {
    const lies = placed(frame, seg, on)
    if (typeof lies === 'string') refuse(lies)
    const values = await seg.values(frame.frame)
    if (typeof lies !== 'string' && !lies.map.same) resampled++
    for (const segment of frame.segment === null ? segments : [byNumber.get(frame.segment)]) {
      if (!segment) {
        refuse('whose segment is not described')
        continue
      }
      const set = (i: number): boolean =>
        threshold === null ? values[i] === segment.number : values[i]! >= threshold
      const meaning = meaningOf(segment)
      if (!meaning) {
        let count = 0
        for (let i = 0; i < values.length; i++) if (set(i)) count++
        unknown.add(nameOf(segment), count, typeof lies === 'string' ? null : lies.places[0]!.slice)
      } else if (typeof lies !== 'string') {
        const { nearest } = lies.map
        for (const place of lies.places)
          planes.add(meaning, place, (i) => nearest[i]! >= 0 && set(nearest[i]!))
      }
    }
  }
  const drawn = planes.drawn(author)
  return {
    ...drawn,
    problems: [
      ...drawn.problems,
      ...[...refused].map(
        ([reason, count]) => `${author}: ${count} ${count === 1 ? 'frame' : 'frames'} ${reason}; left out.`,
      ),
      ...(resampled > 0
        ? [`${author} has another grid than the images: its nearest pixels are taken, ${resampled} frames.`]
        : []),
      ...unknown.problems(),
    ],
  }
}

const meaningOf = ({ label, code, scheme }: Segment) => meaningOfName(label) ?? meaningOfCode(code, scheme)
const nameOf = ({ label, number }: Segment): string => label || `segment ${number}`

/** The places of a frame and how its pixels lie on theirs, or why it has none. */
function placed(
  { geometry, images }: SegmentFrame,
  { rows, columns }: SegObject,
  on: DrawnOn,
): { places: Place[]; map: PlaneMap } | string {
  const named = images.flatMap(({ uid, frame }) => on.placeOf(uid, frame) ?? [])
  const { positionMm, row, column, spacingMm } = geometry
  const slices = slicePlanes(on)
  if (!slices || !positionMm || !row || !column || !spacingMm) {
    if (named.length === 0) return 'that lie nowhere and name no image'
    if (rows !== on.grid.rows || columns !== on.grid.columns) return 'of another size than the images'
    return {
      places: named,
      map: { nearest: Int32Array.from({ length: rows * columns }, (_, i) => i), same: true },
    }
  }
  const slice = slices.sliceAt(positionMm)
  if (slice === null) return 'on no slice of the images'
  const from: Plane = { originMm: positionMm, row, column, spacingMm, rows, columns }
  const { orientation, spacingMm: own } = on.grid
  const to = {
    originMm: on.originsMm![slice]!,
    row: orientation!.row,
    column: orientation!.column,
    spacingMm: own,
  }
  const map = planeMap(from, { ...to, rows: on.grid.rows, columns: on.grid.columns })
  if (!map) return 'not parallel to the images'
  if (on.grid.phases === 1) return { places: [{ slice, phase: 0 }], map }
  const here = named.filter((place) => place.slice === slice)
  if (here.length === 0) return 'that name none of the images, so that their phase is not known'
  const phases = new Set(here.map(({ phase }) => phase))
  return { places: [...phases].map((phase) => ({ slice, phase })), map }
}
