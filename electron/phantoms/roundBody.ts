/**
 * A round ellipsoid cut off flat at the base: { (s, r) : (r / radius)² + ((s - centre) / half)² ≤ 1, s ≥ base }.
 * `s` runs along the heart's long axis from base to apex, mm; all lengths in mm.
 */
export interface RoundBody {
  readonly centre: number
  /** Semi-axis along the long axis. */
  readonly half: number
  /** Semi-axis across it. */
  readonly radius: number
  readonly base: number
}

/** ∫ 1 - ((s - centre) / half)² ds from the base to the apex: the volume is π radius² times this, exactly. */
export function lengthFactorMm({ centre, half, base }: Omit<RoundBody, 'radius'>): number {
  const from = Math.min(Math.max((base - centre) / half, -1), 1)
  return half * (2 / 3 - (from - from ** 3 / 3))
}

/** Volume by formula, mm³. */
export const bodyVolumeMm3 = (body: RoundBody): number => Math.PI * body.radius ** 2 * lengthFactorMm(body)

/** Radius of the cross-section at `s`, mm; 0 outside the body, the base cut not counted. */
export function sectionRadiusMm({ centre, half, radius }: RoundBody, s: number): number {
  const u = (s - centre) / half
  return u * u < 1 ? radius * Math.sqrt(1 - u * u) : 0
}

/** The x in [low, high] at which a rising function reaches `target`, halving the interval 45 times. */
export function solveRising(f: (x: number) => number, target: number, low: number, high: number): number {
  let [from, to] = [low, high]
  for (let step = 0; step < 45; step++) {
    const middle = (from + to) / 2
    if (f(middle) < target) from = middle
    else to = middle
  }
  return (from + to) / 2
}
