/** A picture blurred by `times` passes of the binomial 1 2 1 in both directions; the border is repeated. */
export function softened(picture: Float32Array, rows: number, columns: number, times: number): Float32Array {
  let from = picture
  for (let pass = 0; pass < times; pass++) {
    const across = new Float32Array(from.length)
    for (let y = 0; y < rows; y++)
      for (let x = 0, at = y * columns; x < columns; x++, at++)
        across[at] = (from[x > 0 ? at - 1 : at]! + 2 * from[at]! + from[x < columns - 1 ? at + 1 : at]!) / 4
    const down = new Float32Array(from.length)
    for (let at = 0; at < across.length; at++) {
      const above = at >= columns ? at - columns : at
      const below = at + columns < across.length ? at + columns : at
      down[at] = (across[above]! + 2 * across[at]! + across[below]!) / 4
    }
    from = down
  }
  return from
}
