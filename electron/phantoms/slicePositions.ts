import { leftHeart } from './heart'
import type { PatientPlan } from './patientPlan'

/**
 * Centres of the slices along the long axis, mm from the ED base plane, base first: none, or one, above the base, and
 * on to the first that lies beyond the apex. The base plane lies half-way between two slices at ED and at ES.
 */
export function slicePositions(plan: PatientPlan): number[] {
  const { outer } = leftHeart(plan, 0)
  const apex = outer.centre + outer.half
  const below = Math.ceil(apex / plan.pitchMm)
  return Array.from({ length: plan.above + below }, (_, k) => (k - plan.above + 0.5) * plan.pitchMm)
}
