/** A number of seconds in words short enough for a table: "45 s", "12 min", "3 h 08 min". */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(0, Math.round(seconds))}\u00a0s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes}\u00a0min`
  const rest = String(minutes % 60).padStart(2, '0')
  return `${Math.floor(minutes / 60)}\u00a0h ${rest}\u00a0min`
}

/** Time left as a range (F-MO-7): "8 to 10 min", "40 to 55 s", "50 min to 1 h 10 min"; one value when both read the same. */
export function durationRange([from, to]: readonly [number, number], joiner: string): string {
  const low = duration(Math.min(from, to))
  const high = duration(Math.max(from, to))
  if (low === high) return high
  const unit = high.slice(high.indexOf('\u00a0'))
  const bare = low.endsWith(unit) && !low.includes(' ') && !high.includes(' ')
  return `${bare ? low.slice(0, -unit.length) : low} ${joiner} ${high}`
}
