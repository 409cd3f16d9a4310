/** A mask [rows, columns] or [slices, rows, columns] with a box set, first and last voxel included. */
export function box(shape: readonly number[], first: readonly number[], last: readonly number[]): Uint8Array {
  const mask = new Uint8Array(shape.reduce((size, count) => size * count, 1))
  return mask.map((_, i) => {
    let rest = i
    const place = shape.map((_count, axis) => {
      const stride = shape.slice(axis + 1).reduce((size, count) => size * count, 1)
      const at = Math.floor(rest / stride)
      rest -= at * stride
      return at
    })
    return place.every((at, axis) => at >= first[axis]! && at <= last[axis]!) ? 1 : 0
  })
}
