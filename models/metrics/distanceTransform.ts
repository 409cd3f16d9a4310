import type { VolumeShape, VolumeSpacingMm } from '#shared/geometry/volumeShape'

/**
 * Squared distance, in mm², from each voxel's centre to the nearest site (any value but 0); exact, on any spacing.
 * Felzenszwalb & Huttenlocher, Theory of Computing 2012, doi:10.4086/toc.2012.v008a019: one pass an axis, each the
 * lower envelope of parabolas. Infinity everywhere when there is no site.
 */
export function squaredDistancesMm2(
  sites: Uint8Array,
  shape: VolumeShape,
  spacingMm: VolumeSpacingMm,
): Float64Array {
  const [slices, rows, columns] = shape
  const distances = Float64Array.from(sites, (site) => (site ? 0 : Infinity))
  const envelope = newEnvelope(Math.max(slices, rows, columns))
  for (let z = 0; z < slices; z++) {
    for (let y = 0; y < rows; y++)
      pass(distances, (z * rows + y) * columns, 1, columns, spacingMm.x, envelope)
  }
  for (let z = 0; z < slices; z++) {
    for (let x = 0; x < columns; x++)
      pass(distances, z * rows * columns + x, columns, rows, spacingMm.y, envelope)
  }
  if (slices > 1) {
    for (let at = 0; at < rows * columns; at++)
      pass(distances, at, rows * columns, slices, spacingMm.z, envelope)
  }
  return distances
}

interface Envelope {
  readonly line: Float64Array
  /** Which voxels' parabolas make the envelope, and from where on each does. */
  readonly roots: Int32Array
  readonly starts: Float64Array
}

const newEnvelope = (length: number): Envelope => ({
  line: new Float64Array(length),
  roots: new Int32Array(length),
  starts: new Float64Array(length + 1),
})

/** One line of `count` voxels from `first`, `stride` apart, `step` mm apart. */
function pass(
  values: Float64Array,
  first: number,
  stride: number,
  count: number,
  step: number,
  { line, roots, starts }: Envelope,
): void {
  const square = step * step
  let last = -1
  for (let q = 0; q < count; q++) {
    const height = values[first + q * stride]!
    line[q] = height
    if (height === Infinity) continue
    let start = -Infinity
    while (last >= 0) {
      const root = roots[last]!
      start = (height - line[root]! + square * (q * q - root * root)) / (2 * square * (q - root))
      if (start > starts[last]!) break
      last--
      start = -Infinity
    }
    last++
    roots[last] = q
    starts[last] = start
  }
  if (last < 0) return
  for (let q = 0, k = 0; q < count; q++) {
    while (k < last && starts[k + 1]! < q) k++
    const root = roots[k]!
    values[first + q * stride] = line[root]! + square * (q - root) * (q - root)
  }
}
