/** How fast a scan goes, pauses left out. */
export function scanClock(now: () => number = () => performance.now()): {
  rate(files: number, paused: boolean): number
} {
  let workedMs = 0
  let last = now()
  let wasPaused = false
  return {
    /** Files a second since the scan began. */
    rate(files, paused) {
      const at = now()
      if (!wasPaused) workedMs += at - last
      last = at
      wasPaused = paused
      return workedMs < 200 ? 0 : Math.round((files * 1000) / workedMs)
    },
  }
}
