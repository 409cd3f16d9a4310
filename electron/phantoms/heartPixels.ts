import type { HeartDetail } from './heartDetail'
import type { PatientPlan } from './patientPlan'
import type { Placement } from './placement'
import { smoothNoise } from './smoothNoise'

/** Pixels of a slice near the heart, where each lies across the long axis, and its grain: the same for all phases. */
export interface HeartPixels {
  /** Index in the slice, rows × columns. */
  readonly at: Int32Array
  /** mm from the LV's axis, as in `AcrossMm`, and the distance from it. */
  readonly u: Float32Array
  readonly v: Float32Array
  readonly r: Float32Array
  /** Thickness of the fat here, mm. */
  readonly pad: Float32Array
  /** Share of the RV's blood that muscle bands take, and of the LV's radius that they reach in from the wall. */
  readonly rvLace: Float32Array
  readonly lace: Float32Array
  /** Unevenness of muscle, added, and of blood, a share. */
  readonly grain: Float32Array
  readonly flow: Float32Array
}

const reachMm = 125

/** Places and grain of one slice at `s` mm along the long axis. */
export function heartPixels(
  plan: PatientPlan,
  place: Placement,
  detail: HeartDetail,
  s: number,
): HeartPixels {
  const at: number[] = []
  const across: { u: number; v: number; r: number }[] = []
  for (let y = 0; y < plan.rows; y++)
    for (let x = 0; x < plan.columns; x++) {
      const { u, v } = place.toHeart(x, y)
      const r = Math.sqrt(u * u + v * v)
      if (r > reachMm) continue
      at.push(y * plan.columns + x)
      across.push({ u, v, r })
    }
  const { seed, trabeculae, padMm } = detail
  const field = (value: (u: number, v: number, r: number) => number): Float32Array =>
    Float32Array.from(across, ({ u, v, r }) => value(u, v, Math.max(r, 1)))
  return {
    at: Int32Array.from(at),
    u: Float32Array.from(across, ({ u }) => u),
    v: Float32Array.from(across, ({ v }) => v),
    r: Float32Array.from(across, ({ r }) => r),
    pad: field((u, v, r) => padMm * (1 + smoothNoise(seed, (1.4 * u) / r + 9, (1.4 * v) / r + s / 18))),
    rvLace: field(
      (u, v) => 0.7 * trabeculae * Math.max(0, smoothNoise(seed + 1, u / 4.5, v / 4.5 + s / 6) - 0.1),
    ),
    lace: field(
      (u, v, r) => 0.1 * trabeculae * (1 + smoothNoise(seed + 4, (3.2 * u) / r + 20, (3.2 * v) / r + s / 7)),
    ),
    grain: field((u, v) => 0.035 * smoothNoise(seed + 2, u / 6, v / 6 + s / 5)),
    flow: field((u, v) => 0.07 * smoothNoise(seed + 3, u / 12 + s / 9, v / 12)),
  }
}
