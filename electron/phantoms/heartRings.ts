import type { PointPx } from '#shared/domain/contour'
import { heartSection, heartState, type HeartSection } from './heart'
import type { PatientPlan } from './patientPlan'
import { placements, type Placement } from './placement'
import { slicePositions } from './slicePositions'

/** The exact outlines of one slice and phase, as polygons in the image; null: there is none. */
export interface HeartRings {
  readonly slice: number
  readonly phase: number
  readonly lvEndo: PointPx[] | null
  readonly lvEpi: PointPx[] | null
  /** What of the RV's circle lies outside the LV. */
  readonly rvEndo: PointPx[] | null
}

/** Outlines at ED and ES of every slice that the heart reaches below its base plane. */
export function heartRings(plan: PatientPlan): HeartRings[] {
  const places = placements(plan)
  return [0, plan.esPhase].flatMap((phase) => {
    const state = heartState(plan, phase)
    return slicePositions(plan).flatMap((s, slice): HeartRings[] => {
      const section = heartSection(state, s)
      if (section.aboveBase || (section.outerMm <= 0 && section.rvMm <= 0)) return []
      const place = places[slice]!
      return [
        {
          ...{ slice, phase },
          lvEndo: section.cavityMm > 0 ? circle(section.cavityMm, section.shiftMm, place, 120) : null,
          lvEpi: section.outerMm > 0 ? circle(section.outerMm, 0, place, 160) : null,
          rvEndo: crescent(section, place),
        },
      ]
    })
  })
}

/** A circle of a section as a polygon; `count` points leave 0.05 % of its area outside. */
function circle(radiusMm: number, shiftMm: number, place: Placement, count: number): PointPx[] {
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count
    return place.toImage(shiftMm + radiusMm * Math.cos(angle), radiusMm * Math.sin(angle))
  })
}

/** Points on each arc of a crescent. */
const arcPoints = 120

/** The RV's circle less the LV's outer one: the outer arc on the RV's own circle, the inner one back along the septum. */
function crescent({ rvMm, outerMm, rvOffsetMm }: HeartSection, place: Placement): PointPx[] | null {
  if (rvMm <= 0 || rvMm + rvOffsetMm <= outerMm) return null
  if (outerMm <= 0 || rvOffsetMm >= rvMm + outerMm) return circle(rvMm, -rvOffsetMm, place, 160)
  const distance = rvOffsetMm
  // Half angles of the arcs, seen from the RV's centre (towards the LV) and from the LV's axis (towards the RV).
  const opening = Math.acos(within((distance ** 2 + rvMm ** 2 - outerMm ** 2) / (2 * distance * rvMm)))
  const septal = Math.acos(within((distance ** 2 + outerMm ** 2 - rvMm ** 2) / (2 * distance * outerMm)))
  const own = arc(opening, 2 * Math.PI - opening).map((angle) =>
    place.toImage(-distance + rvMm * Math.cos(angle), rvMm * Math.sin(angle)),
  )
  const septum = arc(Math.PI + septal, Math.PI - septal).map((angle) =>
    place.toImage(outerMm * Math.cos(angle), outerMm * Math.sin(angle)),
  )
  return [...own, ...septum]
}

const within = (cosine: number): number => Math.min(1, Math.max(-1, cosine))

const arc = (from: number, to: number): number[] =>
  Array.from({ length: arcPoints }, (_, i) => from + ((to - from) * i) / (arcPoints - 1))
