import { planesOf, voxelCount, type VolumeGrid } from '../volumeGrid'
import { positiveMask, shrunken } from './shrunken'
import { Sharpening } from './sharpening'
import { splineAxis, reweighted } from './splineAxis'
import { addSpread, controlCount, gathered, type SplineGrid } from './splineSums'

export interface BiasOptions {
  /** Voxels that are looked at: all above nought, or of these the brighter ones after Otsu. */
  readonly mask: 'positive' | 'otsu'
  /** Every so many voxels along each axis; slices only where four are left. */
  readonly shrink: number
  readonly levels: number
  readonly iterations: number
  /** A level ends when the field changes by less than this (coefficient of variation of the ratio). */
  readonly threshold: number
}

/**
 * The logarithm of the slow shading of a volume, on its own grid: v / exp(field) is the volume without it. Control
 * points at the first level 4 an axis, spans doubled at each of the next. Fewer than four slices are taken one by one.
 *
 * Source  Tustison et al., N4ITK, IEEE TMI 29(6), 2010, doi 10.1109/TMI.2010.2046908; fitting after Lee, Wolberg & Shin,
 *         IEEE TVCG 3(3), 1997, doi 10.1109/2945.620490
 */
export function biasField(
  volume: Float32Array,
  grid: VolumeGrid,
  options: BiasOptions,
): Float32Array<ArrayBuffer> {
  if (grid.slices >= 4) return fieldOf(volume, grid, options)
  const out = new Float32Array(voxelCount(grid))
  planesOf(volume, grid).forEach((plane, z) =>
    out.set(fieldOf(plane, { ...grid, slices: 1 }, options), z * plane.length),
  )
  return out
}

function fieldOf(volume: Float32Array, grid: VolumeGrid, options: BiasOptions): Float32Array<ArrayBuffer> {
  const out = new Float32Array(voxelCount(grid))
  const mask = positiveMask(volume, options.mask)
  const small = shrunken(volume, mask, grid, options.shrink)
  const seen = small.mask.reduce((sum, one) => sum + one, 0)
  if (seen < 8) return out
  const [log, sharp, residual] = [
    new Float32Array(seen),
    new Float32Array(seen),
    new Float32Array(small.mask.length),
  ]
  const places = Int32Array.from({ length: seen })
  for (let i = 0, n = 0; i < small.mask.length; i++) if (small.mask[i]) places[n++] = i
  const field = new Float32Array(small.mask.length)
  const before = new Float32Array(small.mask.length)
  const sharpening = new Sharpening()

  for (let level = 0; level < options.levels; level++) {
    const axes = small.axes.map((places, axis) =>
      splineAxis(places.length, 2 ** level, (i) => inside(places[i]!, sizes(grid)[axis]!)),
    ) as unknown as SplineGrid
    const numerators = axes.map((axis) =>
      reweighted(axis, (w, squares) => w ** 3 / squares),
    ) as unknown as SplineGrid
    const shares = gathered(
      small.mask,
      axes.map((axis) => reweighted(axis, (w) => w * w)) as unknown as SplineGrid,
    )
    const sum = new Float64Array(controlCount(axes))
    for (let iteration = 0; iteration < options.iterations; iteration++) {
      for (let n = 0; n < seen; n++) log[n] = small.log[places[n]!]! - field[places[n]!]!
      sharpening.apply(log, sharp)
      for (let n = 0; n < seen; n++) residual[places[n]!] = log[n]! - sharp[n]!
      const controls = gathered(residual, numerators)
      for (let c = 0; c < controls.length; c++) {
        controls[c] = shares[c]! > 1e-12 ? controls[c]! / shares[c]! : 0
        sum[c]! += controls[c]!
      }
      before.set(field)
      addSpread(controls, axes, field)
      if (change(before, field, places) < options.threshold) break
    }
    addSpread(sum, fullAxes(grid, level), out)
  }
  return out
}

const sizes = ({ slices, rows, columns }: VolumeGrid): readonly number[] => [slices, rows, columns]

/** The spline's domain runs from the first voxel's centre to the last one's. */
const inside = (place: number, count: number): number => (count > 1 ? place / (count - 1) : 0)

const fullAxes = (grid: VolumeGrid, level: number): SplineGrid =>
  sizes(grid).map((count) => splineAxis(count, 2 ** level, (i) => inside(i, count))) as unknown as SplineGrid

/** Coefficient of variation of the ratio of two fields, given as logarithms, over the places that are looked at. */
function change(before: Float32Array, after: Float32Array, places: Int32Array): number {
  let [sum, squares] = [0, 0]
  for (let n = 0; n < places.length; n++) {
    const ratio = Math.exp(before[places[n]!]! - after[places[n]!]!)
    sum += ratio
    squares += ratio * ratio
  }
  const mean = sum / places.length
  return Math.sqrt(Math.max(0, squares / places.length - mean * mean)) / mean
}
