import { counted } from '#shared/domain/counted'
import type { StructureContour, StructureSet } from '#electron/formats/dicom/structureSet'
import { withoutKeyhole } from '#shared/geometry/withoutKeyhole'
import { LeftOut } from './leftOut'
import { Outlines } from './outlines'
import { slicePlanes, type SlicePlanes } from './slicePlanes'
import type { Drawn, DrawnOn, Place } from './drawn'
import { meaningOfName } from './structureNames'

/** Points of a planar contour may leave its plane by this much, mm. */
const flatMm = 0.5

/**
 * The contours of a structure set on a case: the slice from where the points lie, the phase from the image that a contour
 * names. Several contours of a structure on one image are combined by XOR; keyholes become outer ring and hole.
 */
export function drawnStructures(set: StructureSet, on: DrawnOn, author: string): Drawn {
  const planes = slicePlanes(on)
  if (!planes)
    return {
      contours: [],
      regions: new Map(),
      problems: [
        `${author} is not used: its contours are in millimetres, and the images do not say where they lie.`,
      ],
    }
  const outlines = new Outlines()
  const unknown = new LeftOut(author, 'contour')
  const refused = new Map<string, number>()
  const refuse = (reason: string): void => void refused.set(reason, (refused.get(reason) ?? 0) + 1)
  let apart = 0
  for (const { name, contours } of set.structures) {
    const meaning = meaningOfName(name)
    for (const contour of contours) {
      const { kind, pointsMm } = contour
      if (kind !== 'CLOSED_PLANAR' && kind !== 'CLOSEDPLANAR_XOR') {
        refuse(`of the kind ${kind || '(none)'}, which encloses nothing on a slice`)
        continue
      }
      if (pointsMm.length < 9) {
        refuse('without three points in numbers')
        continue
      }
      const slice = sliceOf(pointsMm, planes)
      if (!meaning) unknown.add(name, 1, slice)
      if (!meaning) continue
      if (slice === null) refuse('on no slice of the images, or across several')
      else {
        const phases = phasesOf(contour, slice, on)
        if (phases.places.some((place) => place.slice !== slice)) apart++
        if (phases.at.length === 0) refuse('that name none of the images, so that their phase is not known')
        for (const phase of phases.at)
          outlines.add(meaning, { slice, phase }, ringsOf(pointsMm, slice, planes))
      }
    }
  }
  const drawn = outlines.drawn(author, 'centres')
  return {
    ...drawn,
    problems: [
      ...drawn.problems,
      ...[...refused].map(
        ([reason, count]) => `${author}: ${counted(count, 'contour')} ${reason}; left out.`,
      ),
      ...(apart > 0
        ? [
            `${author}: ${counted(apart, 'contour')} on another slice by position than the named image; the position is believed.`,
          ]
        : []),
      ...unknown.problems(),
    ],
  }
}

/** The slice that all points of a contour lie on; null: none, or they do not lie in a plane along the slices. */
function sliceOf(pointsMm: readonly number[], planes: SlicePlanes): number | null {
  const slice = planes.sliceAt(pointsMm)
  if (slice === null) return null
  const first = planes.offPlaneMm(pointsMm, slice)
  for (let i = 3; i < pointsMm.length; i += 3)
    if (Math.abs(planes.offPlaneMm(pointsMm.slice(i, i + 3), slice) - first) > flatMm) return null
  return slice
}

/** The phases of the images that a contour names; the only phase where it names none. */
function phasesOf(
  { images }: StructureContour,
  slice: number,
  { grid, placeOf }: DrawnOn,
): { places: Place[]; at: number[] } {
  const places = images.flatMap(({ uid, frame }) => placeOf(uid, frame) ?? [])
  if (grid.phases === 1) return { places, at: [0] }
  const own = places.filter((place) => place.slice === slice)
  return { places, at: [...new Set((own.length > 0 ? own : places).map(({ phase }) => phase))] }
}

function ringsOf(pointsMm: readonly number[], slice: number, planes: SlicePlanes) {
  const ring = Array.from({ length: pointsMm.length / 3 }, (_, i) =>
    planes.toPixel(pointsMm.slice(3 * i, 3 * i + 3), slice),
  )
  return withoutKeyhole(ring)
}
