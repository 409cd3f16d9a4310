import { mixedSeed, seededRandom, uniform } from '#shared/domain/random'
import { heartSection, type HeartState } from './heart'
import type { PatientPlan } from './patientPlan'
import type { Placement } from './placement'
import { smoothNoise } from './smoothNoise'
import { tissue } from './tissue'

/** Pixels of a slice near the heart and where each lies across the long axis, mm; the same for all phases. */
export interface HeartPixels {
  readonly at: Int32Array
  readonly u: Float64Array
  readonly v: Float64Array
}

const reachMm = 125
const rvWallMm = 3.4

export function heartPixels(plan: PatientPlan, place: Placement): HeartPixels {
  const at: number[] = []
  const u: number[] = []
  const v: number[] = []
  for (let y = 0; y < plan.rows; y++)
    for (let x = 0; x < plan.columns; x++) {
      const across = place.toHeart(x, y)
      if (Math.hypot(across.u, across.v) > reachMm) continue
      at.push(y * plan.columns + x)
      u.push(across.u)
      v.push(across.v)
    }
  return { at: Int32Array.from(at), u: Float64Array.from(u), v: Float64Array.from(v) }
}

/** Details of one patient's heart that have no label: papillary muscles, trabeculae, the fat around it. */
export interface HeartDetail {
  readonly seed: number
  readonly papillary: readonly { readonly angle: number; readonly share: number; readonly radiusMm: number }[]
  readonly trabeculae: number
  readonly padMm: number
  readonly myocardium: number
}

export function heartDetail(plan: PatientPlan): HeartDetail {
  const random = seededRandom(mixedSeed(plan.seed, 4))
  return {
    seed: mixedSeed(plan.seed, 5),
    papillary: [0.75, -1.05].map((angle) => ({
      angle: angle + uniform(random, -0.25, 0.25),
      share: uniform(random, 0.58, 0.72),
      radiusMm: uniform(random, 3.4, 5),
    })),
    trabeculae: uniform(random, 0.5, 1.2),
    padMm: uniform(random, 1, 6),
    myocardium: tissue.myocardium * uniform(random, 0.92, 1.1),
  }
}

const cover = (mm: number, px: number): number => Math.min(1, Math.max(0, mm / px + 0.5))

/**
 * Paints the heart of a state over one slice: the mean of three sections through the slice's thickness, so that the
 * edges are as blurred as a thick slice makes them. `picture` is rows × columns in units of the blood's signal.
 */
export function paintHeart(
  picture: Float32Array,
  pixels: HeartPixels,
  plan: PatientPlan,
  detail: HeartDetail,
  state: HeartState,
  s: number,
): void {
  const px = (plan.pixelMm.x + plan.pixelMm.y) / 2
  const sections = [-1, 0, 1].map((part) =>
    sectionPainter(detail, state, s + (part * plan.thicknessMm) / 3, px),
  )
  for (let i = 0; i < pixels.at.length; i++) {
    const at = pixels.at[i]!
    const below = picture[at]!
    let sum = 0
    for (const paint of sections) sum += paint(below, pixels.u[i]!, pixels.v[i]!)
    picture[at] = sum / sections.length
  }
}

type SectionPainter = (below: number, u: number, v: number) => number

function sectionPainter(detail: HeartDetail, state: HeartState, s: number, px: number): SectionPainter {
  // Above the base plane stand the atria and the outflow: thin-walled blood of the base's shape, somewhat narrower.
  const { base } = state.cavity
  const section = heartSection(state, Math.max(s, base))
  const above = section.aboveBase || s < base
  const narrow = above ? Math.max(0.6, 1 - 0.012 * (base - s)) : 1
  const outer = section.outerMm * (above ? 0.88 * narrow : 1)
  const cavity = above ? outer - 2.6 : section.cavityMm
  const rv = section.rvMm * narrow
  const { rvOffsetMm, shiftMm } = section
  const deep = Math.min(1, Math.max(0, s / 60))
  const reach = Math.max(outer, rv > 0 ? rvOffsetMm + rv : 0) + 14
  const scale = state.cavity.radius / 27
  const hasPapillary = !above && s > 12 && s < state.cavity.centre + 0.72 * state.cavity.half

  return (below, u, v) => {
    const r = Math.hypot(u, v)
    if (r > reach || (outer <= 0 && rv <= 0)) return below
    const toRv = Math.hypot(u + rvOffsetMm, v)
    const angle = Math.atan2(v, u)
    let value = below

    // Fat in the grooves and over the RV, thicker on some sides than on others.
    const pad = detail.padMm * (1 + smoothNoise(detail.seed, angle * 1.3 + 9, s / 18))
    const fromHeart = Math.max(outer - r, rv > 0 ? rv + rvWallMm - toRv : -1e3)
    value += (0.8 * tissue.fat - value) * 0.85 * cover(fromHeart + pad, px) * (u < 14 ? 1 : 0.25)
    value += (0.1 - value) * 0.5 * cover(fromHeart + 0.8, px)

    if (rv > 0) {
      value += (detail.myocardium - value) * cover(rv + rvWallMm - toRv, px)
      const rough = smoothNoise(detail.seed + 1, u / 5, v / 5 + s / 6)
      const lace = above ? 0 : 0.5 * detail.trabeculae * Math.max(0, rough - 0.15) * (0.4 + 0.6 * deep)
      const flow = tissue.rvBlood * (1 - 0.06 * state.contraction)
      value += (flow - (flow - detail.myocardium) * lace - value) * cover(rv - toRv, px)
    }
    if (outer > 0) {
      const grain = 0.03 * smoothNoise(detail.seed + 2, u / 7, v / 7 + s / 5)
      value += ((above ? 0.45 : detail.myocardium) + grain - value) * cover(outer - r, px)
    }
    if (cavity > 0) {
      const inner = Math.hypot(u - shiftMm, v)
      let blood =
        tissue.blood *
        (1 - 0.05 * state.contraction) *
        (1 + 0.04 * smoothNoise(detail.seed + 3, u / 11, v / 11))
      if (!above) {
        const lace =
          0.1 * detail.trabeculae * deep * (1 + smoothNoise(detail.seed + 4, angle * 3.2 + 20, s / 7))
        blood += (detail.myocardium - blood) * 0.55 * cover(inner - cavity * (1 - lace), px)
        if (hasPapillary)
          for (const { angle: where, share, radiusMm } of detail.papillary) {
            const [pu, pv] = [shiftMm + share * cavity * Math.cos(where), share * cavity * Math.sin(where)]
            const muscle = radiusMm * (0.7 + 0.3 * scale) - Math.hypot(u - pu, v - pv)
            blood += (detail.myocardium - blood) * 0.9 * cover(muscle, px)
          }
      }
      value += (blood - value) * cover(cavity - inner, px)
    }
    return value
  }
}
