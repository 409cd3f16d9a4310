/**
 * Area of a circle of radius `r` that lies outside another of radius `other` whose centre is `distance` away, mm²:
 * the circle less the lens of two circular segments. Exact.
 */
export function outsideAreaMm2(r: number, other: number, distance: number): number {
  const whole = Math.PI * r * r
  if (r <= 0) return 0
  if (other <= 0 || distance >= r + other) return whole
  if (distance <= Math.abs(r - other)) return r <= other ? 0 : whole - Math.PI * other * other
  const cosine = (a: number, b: number): number => (distance ** 2 + a * a - b * b) / (2 * distance * a)
  const segment = (a: number, c: number): number => {
    const angle = Math.acos(Math.min(1, Math.max(-1, c)))
    return a * a * (angle - Math.sin(2 * angle) / 2)
  }
  return whole - segment(r, cosine(r, other)) - segment(other, cosine(other, r))
}
