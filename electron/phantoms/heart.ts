import type { PatientPlan } from './patientPlan'
import { contraction } from './contraction'
import { outsideAreaMm2 } from './lune'
import { bodyVolumeMm3, lengthFactorMm, sectionRadiusMm, solveRising, type RoundBody } from './roundBody'

/** One heart at one phase. The RV is the part of its body that lies outside the LV's outer body. */
export interface HeartState {
  readonly cavity: RoundBody
  readonly outer: RoundBody
  readonly rv: RoundBody
  /** Distance of the RV's axis from the LV's at the base, and how much nearer it comes for each mm towards the apex. */
  readonly rvOffsetMm: number
  readonly rvLean: number
  /** Shift of the cavity's centre away from the septum, mm at the equator; it shrinks with the cavity's radius. */
  readonly shiftMm: number
  /** 0 at ED, 1 at ES. */
  readonly contraction: number
}

/** Cross-sections of a state at `s` mm from the ED base plane, circles about axes that lie on one line. Radii 0 = not there. */
export interface HeartSection {
  readonly cavityMm: number
  readonly outerMm: number
  readonly shiftMm: number
  readonly rvMm: number
  readonly rvOffsetMm: number
  /** True above the base plane: what is there is atrium and outflow, and has no label. */
  readonly aboveBase: boolean
}

/** A left ventricle at one phase, and the thickness of its wall at the equator, mm. */
export interface LeftHeart extends Pick<HeartState, 'cavity' | 'outer' | 'contraction'> {
  readonly wallMm: number
}

const apicalShare = 0.7
const steps = 160

/**
 * The LV of a plan at a phase (from 0). Its volume follows the contraction curve from EDV to ESV and the wall keeps its
 * own, so that the wall thickens as the cavity shrinks; the base plane comes down by whole slices, the apex rests.
 */
export function leftHeart(plan: PatientPlan, phase: number): LeftHeart {
  const k = contraction(phase / plan.phases, plan.esPhase / plan.phases)
  const edv = plan.edvMl * 1000
  const unit = lengthFactorMm({ centre: 0.25, half: 1, base: 0 })
  const halfAtRest = plan.slenderness * Math.cbrt(edv / (Math.PI * plan.slenderness * unit))
  const centre = 0.25 * halfAtRest
  const base = k * baseDescentMm(plan)

  const half = halfAtRest - 3 * k
  const volume = edv * (1 - (k * plan.efPercent) / 100)
  const radius = Math.sqrt(volume / (Math.PI * lengthFactorMm({ centre, half, base })))
  const grown = (wall: number): RoundBody => ({
    centre,
    half: half + apicalShare * wall,
    radius: radius + wall,
    base,
  })
  const wallMm = solveRising((w) => bodyVolumeMm3(grown(w)), volume + plan.myocardiumMl * 1000, 0, 40)
  return { cavity: { centre, half, radius, base }, outer: grown(wallMm), wallMm, contraction: k }
}

/** The whole heart at a phase: the RV's body is as large as its planned volume wants it to be beside this LV. */
export function heartState(plan: PatientPlan, phase: number): HeartState {
  const { cavity, outer, wallMm, contraction: k } = leftHeart(plan, phase)
  const rest = leftHeart(plan, 0).cavity
  const length = rest.centre + rest.half
  const rvVolume = plan.rvEdvMl * 1000 * (1 - (k * plan.rvEfPercent) / 100)
  const shape = (rvRadius: number): Pick<HeartState, 'rv' | 'rvOffsetMm' | 'rvLean'> => ({
    rv: { centre: 0.12 * length, half: 0.84 * length, radius: rvRadius, base: cavity.base },
    rvOffsetMm: 0.5 * outer.radius + 0.46 * rvRadius,
    rvLean: (0.35 * outer.radius) / length,
  })
  const rvRadius = solveRising((r) => rvVolumeMm3({ outer, ...shape(r) }), rvVolume, 5, 120)
  const [atRest, contracted] = plan.eccentricity
  return {
    cavity,
    outer,
    ...shape(rvRadius),
    shiftMm: wallMm * (atRest + k * contracted),
    contraction: k,
  }
}

/** How far the base plane comes down, mm: the natural way, rounded to whole slices so that slice sums stay near the formula. */
export function baseDescentMm(plan: PatientPlan): number {
  const natural = (14 * plan.efPercent) / 60
  return plan.pitchMm * Math.round(natural / plan.pitchMm - 0.05)
}

/** Radii at `s`; `base` is not cut here, see `aboveBase`. */
export function heartSection(state: HeartState, s: number): HeartSection {
  const cavityMm = sectionRadiusMm(state.cavity, s)
  return {
    cavityMm,
    outerMm: sectionRadiusMm(state.outer, s),
    shiftMm: (state.shiftMm * cavityMm) / state.cavity.radius,
    rvMm: sectionRadiusMm(state.rv, s),
    rvOffsetMm: state.rvOffsetMm - state.rvLean * s,
    aboveBase: s < state.cavity.base,
  }
}

/** Area of the RV's crescent at `s`, mm²: its circle less what the LV's outer circle takes from it. */
export const rvAreaMm2 = (
  state: Pick<HeartState, 'outer' | 'rv' | 'rvOffsetMm' | 'rvLean'>,
  s: number,
): number =>
  outsideAreaMm2(
    sectionRadiusMm(state.rv, s),
    sectionRadiusMm(state.outer, s),
    state.rvOffsetMm - state.rvLean * s,
  )

/** The crescent's area, known in closed form, integrated along the long axis (Simpson, 160 steps), mm³. */
export function rvVolumeMm3(state: Pick<HeartState, 'outer' | 'rv' | 'rvOffsetMm' | 'rvLean'>): number {
  const { base, centre, half } = state.rv
  const step = (centre + half - base) / steps
  let sum = 0
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2
    sum += weight * rvAreaMm2(state, base + i * step)
  }
  return (sum * step) / 3
}
