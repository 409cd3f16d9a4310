import { heartSection, type HeartState } from './heart'
import type { HeartDetail } from './heartDetail'
import type { HeartPixels } from './heartPixels'
import type { PatientPlan } from './patientPlan'
import { tissue } from './tissue'

const rvWallMm = 3.4
const sections = [-1, 0, 1] as const

const cover = (mm: number, px: number): number => {
  const share = mm / px + 0.5
  return share <= 0 ? 0 : share >= 1 ? 1 : share
}

/** What is painted at one distance along the long axis: circles about the axes, mm, and the signal of what fills them. */
interface Disc {
  readonly outer: number
  readonly cavity: number
  readonly shift: number
  readonly rv: number
  readonly rvOffset: number
  readonly wall: number
  /** Depth below the base, 0 to 1 over 60 mm: muscle bands grow towards the apex. */
  readonly deep: number
  readonly papillary: readonly { readonly u: number; readonly v: number; readonly radiusMm: number }[]
}

/** Above the base plane stand the atria and the outflow: thin-walled blood of the base's shape, somewhat narrower. */
function discAt(state: HeartState, detail: HeartDetail, s: number): Disc {
  const { base, centre, half, radius } = state.cavity
  const section = heartSection(state, Math.max(s, base))
  const above = s < base
  const narrow = above ? Math.max(0.6, 1 - 0.012 * (base - s)) : 1
  const outer = above ? section.outerMm * 0.88 * narrow : section.outerMm
  const cavity = above ? outer - 2.6 : section.cavityMm
  const bulk = 0.7 + (0.3 * radius) / 27
  const hasPapillary = !above && s > 12 && s < centre + 0.72 * half
  return {
    outer,
    cavity,
    shift: section.shiftMm,
    rv: section.rvMm * narrow,
    rvOffset: section.rvOffsetMm,
    wall: above ? 0.45 : detail.myocardium,
    deep: above ? 0 : Math.min(1, Math.max(0, s / 60)),
    papillary: hasPapillary
      ? detail.papillary.map(({ angle, share, radiusMm }) => ({
          u: section.shiftMm + share * cavity * Math.cos(angle),
          v: share * cavity * Math.sin(angle),
          radiusMm: radiusMm * bulk,
        }))
      : [],
  }
}

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
  // An edge is as wide as the scanner's point spread, about one and a half pixels.
  const px = 0.75 * (plan.pixelMm.x + plan.pixelMm.y)
  const discs = sections.map((part) => discAt(state, detail, s + (part * plan.thicknessMm) / 3))
  const reach =
    Math.max(...discs.map((disc) => Math.max(disc.outer, disc.rv > 0 ? disc.rvOffset + disc.rv : 0))) + 14
  for (let i = 0; i < pixels.at.length; i++) {
    if (pixels.r[i]! > reach) continue
    const at = pixels.at[i]!
    let sum = 0
    for (const disc of discs) sum += painted(picture[at]!, disc, pixels, i, detail, state.contraction, px)
    picture[at] = sum / discs.length
  }
}

function painted(
  below: number,
  disc: Disc,
  pixels: HeartPixels,
  i: number,
  detail: HeartDetail,
  contraction: number,
  px: number,
): number {
  const { outer, cavity, rv } = disc
  if (outer <= 0 && rv <= 0) return below
  const u = pixels.u[i]!
  const v = pixels.v[i]!
  const r = pixels.r[i]!
  const toRv = rv > 0 ? Math.sqrt((u + disc.rvOffset) ** 2 + v * v) : 1e3
  const fromHeart = Math.max(outer - r, rv + rvWallMm - toRv)
  const pad = pixels.pad[i]!
  if (fromHeart < -pad - px) return below

  // Fat in the grooves and over the RV, thicker on some sides than on others, and the dark line where it meets muscle.
  let value = below + (0.8 * tissue.fat - below) * 0.85 * cover(fromHeart + pad, px) * (u < 14 ? 1 : 0.25)
  value += (0.1 - value) * 0.5 * cover(fromHeart + 0.8, px)
  if (rv > 0 && toRv < rv + rvWallMm + px) {
    value += (detail.myocardium - value) * cover(rv + rvWallMm - toRv, px)
    const lace = disc.deep * pixels.rvLace[i]!
    const flow = tissue.rvBlood * (1 - 0.06 * contraction) * (1 + 0.5 * pixels.flow[i]!)
    value += (flow - (flow - detail.myocardium) * lace - value) * cover(rv - toRv, px)
  }
  if (outer > 0 && r < outer + px) value += (disc.wall + pixels.grain[i]! - value) * cover(outer - r, px)
  if (cavity <= 0) return value
  const inner = Math.sqrt((u - disc.shift) ** 2 + v * v)
  if (inner > cavity + px) return value
  let blood = tissue.blood * (1 - 0.05 * contraction) * (1 + pixels.flow[i]!)
  const lace = disc.deep * pixels.lace[i]!
  if (lace > 0) blood += (detail.myocardium - blood) * 0.55 * cover(inner - cavity * (1 - lace), px)
  for (const muscle of disc.papillary) {
    const within = muscle.radiusMm - Math.sqrt((u - muscle.u) ** 2 + (v - muscle.v) ** 2)
    if (within > -px) blood += (detail.myocardium - blood) * 0.9 * cover(within, px)
  }
  return value + (blood - value) * cover(cavity - inner, px)
}
