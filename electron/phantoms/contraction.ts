const rise = (u: number): number => (1 - Math.cos(Math.PI * Math.min(1, Math.max(0, u)))) / 2

/**
 * How far the heart has contracted at `time`, a share of the cycle: 0 at ED (time 0 and 1), 1 at ES (`es`), with early
 * filling, a pause, and the atrial kick at the end, as in a volume curve of a healthy heart.
 */
export function contraction(time: number, es: number): number {
  if (time <= es) return rise(time / es)
  const filled = (time - es) / (1 - es)
  if (filled < 0.45) return 1 - 0.78 * rise(filled / 0.45)
  if (filled < 0.78) return 0.22 - 0.02 * ((filled - 0.45) / 0.33)
  return 0.2 * (1 - rise((filled - 0.78) / 0.22))
}
