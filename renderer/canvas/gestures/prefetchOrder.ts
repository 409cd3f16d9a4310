interface Place {
  readonly slice: number
  readonly phase: number
}

/**
 * The frames of a study in the order in which a reader may want them next: neighbours first, then the whole cycle of this slice, then
 * the rest by distance.
 */
export function prefetchOrder(at: Place, slices: number, phases: number): Place[] {
  const ring = (a: number, b: number) => Math.min(Math.abs(a - b), phases - Math.abs(a - b))
  const all = Array.from({ length: slices * phases }, (_, i) => ({
    slice: Math.floor(i / phases),
    phase: i % phases,
  }))
  const cost = ({ slice, phase }: Place) => {
    const slicesAway = Math.abs(slice - at.slice)
    const phasesAway = ring(phase, at.phase)
    if (slicesAway + phasesAway <= 1) return slicesAway + phasesAway
    return 2 + slicesAway * phases + phasesAway
  }
  return all
    .map((place) => ({ place, cost: cost(place) }))
    .toSorted((a, b) => a.cost - b.cost)
    .map(({ place }) => place)
}
