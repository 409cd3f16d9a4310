/** A number in [-1, 1) for a lattice point, the same for the same seed. */
function lattice(seed: number, i: number, j: number): number {
  let hash = Math.imul(i | 0, 0x27d4eb2f) ^ Math.imul(j | 0, 0x165667b1) ^ seed
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2147483648 - 1
}

const eased = (t: number): number => t * t * (3 - 2 * t)

/** Smooth noise over the plane in [-1, 1), about one bump a unit: lattice values, eased between (value noise). */
export function smoothNoise(seed: number, along: number, down: number): number {
  // Turned by an odd angle, so that the lattice does not run with the rows of a picture.
  const x = 0.819 * along - 0.574 * down
  const y = 0.574 * along + 0.819 * down
  const i = Math.floor(x)
  const j = Math.floor(y)
  const tx = eased(x - i)
  const ty = eased(y - j)
  const top = lattice(seed, i, j) * (1 - tx) + lattice(seed, i + 1, j) * tx
  const low = lattice(seed, i, j + 1) * (1 - tx) + lattice(seed, i + 1, j + 1) * tx
  return top * (1 - ty) + low * ty
}
