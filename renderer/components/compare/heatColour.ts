const stops = [
  [0.5, [19, 42, 69]],
  [0.75, [56, 116, 178]],
  [1, [186, 219, 247]],
] as const

/** Dark to light blue, fixed from 0.5 to 1 and never stretched (R-EX-2); `ink` can be read on it. */
export function heatColour(score: number): { background: string; ink: string } {
  const value = Math.min(1, Math.max(0.5, score))
  const upper = stops.findIndex(([at]) => at >= value)
  const [low, high] = [stops[Math.max(0, upper - 1)]!, stops[upper]!]
  const share = high[0] === low[0] ? 0 : (value - low[0]) / (high[0] - low[0])
  const channels = low[1].map((from, i) => Math.round(from + (high[1][i]! - from) * share))
  return { background: `rgb(${channels.join(', ')})`, ink: value > 0.8 ? '#06131f' : '#e3e7ed' }
}
