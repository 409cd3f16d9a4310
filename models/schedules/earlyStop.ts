/** What counts as a lower loss, as for the plateau schedule. */
const leastGain = 1e-4

/** Have the last `patience` validations all missed the lowest loss before them (networks.md C3)? Null: never. */
export function isStalled(monitored: readonly number[], patience: number | null): boolean {
  if (patience === null) return false
  let best = Infinity
  let waited = 0
  for (const loss of monitored) {
    waited = loss < best - leastGain ? 0 : waited + 1
    if (waited === 0) best = loss
  }
  return waited >= patience
}
