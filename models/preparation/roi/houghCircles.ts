/** A circle that edges speak for: centre and radius in pixels, and the share of its rim that lies on edges. */
export interface Circle {
  readonly row: number
  readonly column: number
  readonly radius: number
  readonly votes: number
}

/** For each radius the ten circles with most votes, and of all these the best `kept` (Hough; Khened's numbers, datasets P12). */
export function houghCircles(
  edges: Uint8Array,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  radii: readonly number[],
  kept = 20,
): Circle[] {
  const places = [...edges.keys()].filter((i) => edges[i])
  const all = radii.flatMap((radius) => {
    const rim = rimOf(radius)
    const votes = new Float32Array(rows * columns)
    for (const place of places) {
      const [y, x] = [Math.floor(place / columns), place % columns]
      for (const [dy, dx] of rim) {
        const [row, column] = [y + dy, x + dx]
        if (row >= 0 && row < rows && column >= 0 && column < columns)
          votes[row * columns + column]! += 1 / rim.length
      }
    }
    return peaks(votes, rows, columns).map(({ place, votes: share }) => ({
      row: Math.floor(place / columns),
      column: place % columns,
      radius,
      votes: share,
    }))
  })
  return all.sort((a, b) => b.votes - a.votes).slice(0, kept)
}

/** The pixels of a circle's rim, each once. */
function rimOf(radius: number): (readonly [number, number])[] {
  const found = new Map<string, readonly [number, number]>()
  const steps = Math.ceil(8 * Math.PI * radius)
  for (let k = 0; k < steps; k++) {
    const angle = (2 * Math.PI * k) / steps
    const offset = [Math.round(radius * Math.sin(angle)), Math.round(radius * Math.cos(angle))] as const
    found.set(offset.join(), offset)
  }
  return [...found.values()]
}

/** The ten highest pixels that no neighbour tops. */
function peaks(votes: Float32Array, rows: number, columns: number): { place: number; votes: number }[] {
  const found: { place: number; votes: number }[] = []
  for (let y = 1; y < rows - 1; y++)
    for (let x = 1; x < columns - 1; x++) {
      const place = y * columns + x
      const here = votes[place]!
      if (here === 0 || (found.length >= 10 && here <= found[9]!.votes)) continue
      let top = true
      for (let dy = -1; dy <= 1 && top; dy++)
        for (let dx = -1; dx <= 1; dx++) if (votes[place + dy * columns + dx]! > here) top = false
      if (!top) continue
      found.push({ place, votes: here })
      found.sort((a, b) => b.votes - a.votes).splice(10)
    }
  return found
}
