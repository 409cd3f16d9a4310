import { seededRandom, mixedSeed, shuffled, uniform, gaussian, type Random } from '#shared/domain/random'

export const groups = ['NOR', 'DCM', 'HCM', 'MINF', 'RV'] as const
export type Group = (typeof groups)[number]

/** All that is drawn at random for one phantom patient. Volumes in ml, lengths in mm, times in ms. */
export interface PatientPlan {
  readonly seed: number
  readonly group: Group
  readonly edvMl: number
  readonly efPercent: number
  readonly myocardiumMl: number
  readonly rvEdvMl: number
  readonly rvEfPercent: number
  /** Long semi-axis over radius of the LV cavity at ED. */
  readonly slenderness: number
  /** Shift of the cavity inside its wall as a share of the wall, ED and what contraction adds: uneven walls. */
  readonly eccentricity: readonly [atRest: number, contracted: number]
  readonly esPhase: number
  readonly phases: number
  readonly cycleMs: number
  readonly pixelMm: { readonly x: number; readonly y: number }
  readonly pitchMm: number
  readonly thicknessMm: number
  readonly columns: number
  readonly rows: number
  /** Slices above the base plane at ED. */
  readonly above: number
  /** Angle of the septum in the image, radians; 0 = the RV lies to the left. */
  readonly turn: number
  /** Stretch along one axis, and its inverse along the other. */
  readonly stretch: number
  readonly heightCm: number
  readonly weightKg: number
}

interface GroupFigures {
  readonly edv: readonly [mean: number, sd: number]
  readonly ef: readonly [mean: number, sd: number]
  readonly myocardium: readonly [mean: number, sd: number]
  readonly rvEdv: readonly [mean: number, sd: number]
  readonly rvEf: readonly [mean: number, sd: number]
  readonly slenderness: number
  readonly eccentricity: readonly [number, number]
}

/** ACDC's group means (datasets.md B2.2), with narrower spreads. */
const figures: Readonly<Record<Group, GroupFigures>> = {
  NOR: {
    edv: [130, 16],
    ef: [60, 3.5],
    myocardium: [98, 12],
    rvEdv: [146, 16],
    rvEf: [56, 4],
    slenderness: 2.4,
    eccentricity: [0, 0.05],
  },
  MINF: {
    edv: [172, 22],
    ef: [32, 5],
    myocardium: [117, 12],
    rvEdv: [122, 16],
    rvEf: [54, 5],
    slenderness: 2.3,
    eccentricity: [0.05, 0.25],
  },
  DCM: {
    edv: [262, 26],
    ef: [20, 4],
    myocardium: [160, 18],
    rvEdv: [168, 22],
    rvEf: [34, 6],
    slenderness: 2.05,
    eccentricity: [0, 0.1],
  },
  HCM: {
    edv: [126, 15],
    ef: [67, 4],
    myocardium: [165, 20],
    rvEdv: [118, 14],
    rvEf: [59, 4],
    slenderness: 2.4,
    eccentricity: [0.25, 0.05],
  },
  RV: {
    edv: [108, 14],
    ef: [55, 3.5],
    myocardium: [76, 8],
    rvEdv: [192, 20],
    rvEf: [33, 5],
    slenderness: 2.45,
    eccentricity: [0, 0.05],
  },
}

const sides = [168, 176, 180, 192, 200] as const
const pitches = [10, 10, 10, 8] as const

/** Draws within two standard deviations, so that no heart is a freak. */
const near = ([mean, sd]: readonly [number, number], random: Random): number =>
  mean + sd * Math.max(-2, Math.min(2, gaussian(random)))

const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)]!

/** Groups in turn, in an order that the seed decides: any five patients in a row hold one of each. */
export function groupOf(index: number, seed: number): Group {
  const round = Math.floor(index / groups.length)
  return shuffled(groups, seededRandom(mixedSeed(seed, 77, round)))[index % groups.length]!
}

/** The plan of patient `index` (from 0) of a seed: the same for the same pair, whatever else is made. */
export function patientPlan(index: number, seed: number): PatientPlan {
  const group = groupOf(index, seed)
  const random = seededRandom(mixedSeed(seed, 101, index))
  const figure = figures[group]
  const pitchMm = pick(pitches, random)
  const columns = pick(sides, random)
  const rows = pick(sides, random)
  const fieldMm = uniform(random, 285, 325)
  const square = fieldMm / Math.max(columns, rows)
  return {
    seed: mixedSeed(seed, 202, index),
    group,
    edvMl: near(figure.edv, random),
    efPercent: near(figure.ef, random),
    myocardiumMl: near(figure.myocardium, random),
    rvEdvMl: near(figure.rvEdv, random),
    rvEfPercent: near(figure.rvEf, random),
    slenderness: figure.slenderness * uniform(random, 0.95, 1.05),
    eccentricity: figure.eccentricity,
    esPhase: 6 + Math.floor(random() * 3),
    phases: 20,
    cycleMs: Math.round(uniform(random, 780, 1050)),
    // One heart in three has pixels that are not square (X12).
    pixelMm: { x: square, y: random() < 1 / 3 ? square * uniform(random, 0.9, 1.1) : square },
    pitchMm,
    thicknessMm: pitchMm === 10 ? pick([8, 6], random) : 8,
    columns,
    rows,
    above: random() < 0.6 ? 1 : 0,
    turn: uniform(random, -0.45, 0.35),
    stretch: uniform(random, 0.95, 1.06),
    heightCm: Math.round(uniform(random, 152, 190)),
    weightKg: Math.round(uniform(random, 52, 98)),
  }
}
