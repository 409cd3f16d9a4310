import { gaussian, mixedSeed, seededRandom, uniform } from '#shared/domain/random'
import type { PointPx } from '#shared/domain/contour'
import type { PatientPlan } from './patientPlan'
import { slicePositions } from './slicePositions'

/** A point across the heart's long axis, mm: the LV's axis at (0, 0), the septum towards negative u. */
export interface AcrossMm {
  readonly u: number
  readonly v: number
}

/** How one slice of the heart lies in its image. Both maps keep areas, so that volumes by formula hold in the pictures. */
export interface Placement {
  toHeart(x: number, y: number): AcrossMm
  toImage(u: number, v: number): PointPx
  /** Where the LV's axis would lie in a body at rest, mm from the centre of the image, x right, y down. */
  readonly restMm: { readonly x: number; readonly y: number }
  /** Shift by breathing, mm. */
  readonly breathMm: { readonly x: number; readonly y: number }
}

/** One placement a slice: turned, stretched one way and squeezed the other, bent by two shears, shifted by breathing. */
export function placements(plan: PatientPlan): Placement[] {
  const random = seededRandom(mixedSeed(plan.seed, 1))
  const rest = { x: uniform(random, 2, 22), y: uniform(random, -24, 2) }
  const tilt = { x: uniform(random, -0.1, 0.06), y: uniform(random, -0.02, 0.16) }
  const shear = [0, 1].map(() => ({
    mm: uniform(random, 0.8, 2.4),
    perMm: (2 * Math.PI) / uniform(random, 75, 120),
    at: uniform(random, 0, 2 * Math.PI),
  })) as [Shear, Shear]
  return slicePositions(plan).map((s) => {
    const restMm = { x: rest.x + tilt.x * (s - 40), y: rest.y + tilt.y * (s - 40) }
    const breathMm = { x: 0.5 * gaussian(random), y: 1.3 * gaussian(random) }
    return placement(plan, shear, restMm, breathMm)
  })
}

/** Shears that give the RV its shape, per mm: it wraps round the LV, and its free wall hangs towards the diaphragm. */
const wrap = 0.0022
const droop = 0.0026

interface Shear {
  readonly mm: number
  readonly perMm: number
  readonly at: number
}

function placement(
  plan: PatientPlan,
  [first, second]: readonly [Shear, Shear],
  restMm: Placement['restMm'],
  breathMm: Placement['breathMm'],
): Placement {
  const centre = { x: (plan.columns - 1) / 2, y: (plan.rows - 1) / 2 }
  const shift = { x: restMm.x + breathMm.x, y: restMm.y + breathMm.y }
  const [cos, sin] = [Math.cos(plan.turn), Math.sin(plan.turn)]
  const bend = (shear: Shear, along: number): number => shear.mm * Math.sin(shear.perMm * along + shear.at)
  return {
    restMm,
    breathMm,
    toHeart(x, y) {
      const xMm = (x - centre.x) * plan.pixelMm.x - shift.x
      const yMm = (y - centre.y) * plan.pixelMm.y - shift.y
      const y1 = yMm - bend(second, xMm)
      const x1 = xMm - bend(first, y1)
      const u1 = (cos * x1 + sin * y1) / plan.stretch
      const v = (-sin * x1 + cos * y1) * plan.stretch - droop * Math.min(0, u1) ** 2
      return { u: u1 - wrap * v * v, v }
    },
    toImage(u, v) {
      const u1 = u + wrap * v * v
      const [a, b] = [u1 * plan.stretch, (v + droop * Math.min(0, u1) ** 2) / plan.stretch]
      const y1 = sin * a + cos * b
      const xMm = cos * a - sin * b + bend(first, y1)
      const yMm = y1 + bend(second, xMm)
      return {
        x: (xMm + shift.x) / plan.pixelMm.x + centre.x,
        y: (yMm + shift.y) / plan.pixelMm.y + centre.y,
      }
    },
  }
}
