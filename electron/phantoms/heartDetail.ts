import { mixedSeed, seededRandom, uniform } from '#shared/domain/random'
import type { PatientPlan } from './patientPlan'
import { tissue } from './tissue'

/** Details of one patient's heart that have no label: papillary muscles, muscle bands, the fat around it. */
export interface HeartDetail {
  readonly seed: number
  /** Angle about the LV's axis (0 = away from the septum), distance from it as a share of the cavity's radius. */
  readonly papillary: readonly { readonly angle: number; readonly share: number; readonly radiusMm: number }[]
  /** How coarse the muscle bands on the wall are; 1 = usual. */
  readonly trabeculae: number
  /** Mean thickness of the fat around the heart, mm. */
  readonly padMm: number
  /** Signal of the myocardium, in units of the blood's. */
  readonly myocardium: number
}

export function heartDetail(plan: PatientPlan): HeartDetail {
  const random = seededRandom(mixedSeed(plan.seed, 4))
  return {
    seed: mixedSeed(plan.seed, 5),
    papillary: [0.75, -1.05].map((angle) => ({
      angle: angle + uniform(random, -0.25, 0.25),
      share: uniform(random, 0.58, 0.74),
      radiusMm: uniform(random, 3.4, 5),
    })),
    trabeculae: uniform(random, 0.6, 1.4),
    padMm: uniform(random, 1, 6),
    myocardium: tissue.myocardium * uniform(random, 0.9, 1.15),
  }
}
