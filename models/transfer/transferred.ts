import { countOf } from '#shared/domain/namedArray'
import type { RowMatch } from './classMatch'
import { laid } from './layouts'
import type { TransferStep } from './planTransfer'

/** Values of one weight from its array in a file; `current` are those that it has now, for rows that begin afresh. */
export async function transferredValues(
  step: TransferStep,
  current: () => Float32Array,
): Promise<Float32Array> {
  const { array, divisor, layout, shape, firstIsLast, turnPlanes, adaptation } = step
  const given = await array.values()
  const scaled = divisor ? divided(given, (await divisor.values())[0] ?? 0) : given
  const ours = laid({ shape: array.shape, values: scaled }, layout, shape)
  const inOrder = turnPlanes ? withTurnedPlanes(ours.values, ours.shape) : ours.values
  const moved = firstIsLast === null ? inOrder : withFirstMapsLast(inOrder, ours.shape, firstIsLast)
  if (!adaptation) return moved
  return adaptation.kind === 'planes'
    ? withPlanes(moved, ours.shape, adaptation.to)
    : withRows(moved, ours.shape, adaptation.axes, current(), shape)
}

/** Caffe's sums by their count; a count of nought leaves nought, as Caffe does. */
const divided = (values: Float32Array, by: number): Float32Array =>
  values.map((value) => (by === 0 ? 0 : value / by))

/**
 * A first filter for another number of colour planes, giving the same for an image whose planes are copies of one:
 * several planes summed up to one, or one shared out among several.
 */
export function withPlanes(values: Float32Array, shape: readonly number[], to: number): Float32Array {
  const planes = shape.at(-2) ?? 1
  const maps = shape.at(-1) ?? 1
  const taps = countOf(shape) / (planes * maps)
  const out = new Float32Array(taps * to * maps)
  for (let tap = 0; tap < taps; tap++)
    for (let map = 0; map < maps; map++) {
      let sum = 0
      for (let plane = 0; plane < planes; plane++) sum += values[(tap * planes + plane) * maps + map]!
      for (let plane = 0; plane < to; plane++) out[(tap * to + plane) * maps + map] = sum / to
    }
  return out
}

/** Red, green, blue as blue, green, red, and back. */
const withTurnedPlanes = (values: Float32Array, shape: readonly number[]): Float32Array =>
  withInputs(values, shape, (planes) => Array.from({ length: planes }, (_, plane) => planes - 1 - plane))

/** The maps that stand first as the last: `share` of them. */
const withFirstMapsLast = (values: Float32Array, shape: readonly number[], share: number): Float32Array =>
  withInputs(values, shape, (planes) => {
    const first = Math.round(planes * share)
    return Array.from({ length: planes }, (_, plane) => (plane + first) % planes)
  })

/** A filter whose input maps stand in another order: `order` gives for each place the map that goes there. */
function withInputs(
  values: Float32Array,
  shape: readonly number[],
  orderOf: (planes: number) => readonly number[],
): Float32Array {
  const planes = shape.at(-2) ?? 1
  const maps = shape.at(-1) ?? 1
  const order = orderOf(planes)
  return Float32Array.from(values, (_, i) => {
    const plane = Math.floor(i / maps) % planes
    return values[i + (order[plane]! - plane) * maps]!
  })
}

/** The current values with those of the file where each class axis has a match. */
function withRows(
  values: Float32Array,
  from: readonly number[],
  axes: readonly (RowMatch | null)[],
  current: Float32Array,
  to: readonly number[],
): Float32Array {
  const out = Float32Array.from(current)
  const place = new Array<number>(to.length).fill(0)
  for (let i = 0; i < out.length; i++) {
    let at: number | null = 0
    for (const [axis, size] of from.entries()) {
      const rows = axes[axis] ?? null
      const row: number | null = rows ? (rows[place[axis]!] ?? null) : place[axis]!
      at = at === null || row === null ? null : at * size + row
    }
    if (at !== null) out[i] = values[at]!
    for (let axis = to.length - 1; axis >= 0 && ++place[axis]! === to[axis]; axis--) place[axis] = 0
  }
  return out
}
