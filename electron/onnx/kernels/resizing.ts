import { constant, op, reshaped, type Value } from '../ir'

export interface ResizeAttributes {
  readonly alignCorners?: boolean
  readonly halfPixelCenters?: boolean
}

/** What each pixel after (row) takes from each pixel before (column), along one axis. */
export interface Weights {
  readonly after: number
  readonly before: number
  readonly data: Float32Array
}

/** Pixels before for one pixel after; the corners of both sit on each other where they are aligned. */
function ratio(before: number, after: number, { alignCorners }: ResizeAttributes): number {
  return alignCorners && after > 1 ? (before - 1) / (after - 1) : before / after
}

/** networks.md A0.7: pixel i is taken from i · ratio, or (i + ½) · ratio - ½, never before the first. */
export function bilinearWeights(before: number, after: number, attrs: ResizeAttributes): Weights {
  const data = new Float32Array(after * before)
  const step = ratio(before, after, attrs)
  for (let index = 0; index < after; index++) {
    const place = Math.max(0, attrs.halfPixelCenters ? (index + 0.5) * step - 0.5 : index * step)
    const first = Math.min(before - 1, Math.floor(place))
    const second = Math.min(before - 1, Math.ceil(place))
    const share = place - Math.floor(place)
    data[index * before + first]! += 1 - share
    data[index * before + second]! += share
  }
  return { after, before, data }
}

/** The pixel before that each pixel after repeats. */
export function nearestPlaces(before: number, after: number, attrs: ResizeAttributes): number[] {
  const step = ratio(before, after, attrs)
  return Array.from({ length: after }, (_, index) => {
    const place = (attrs.halfPixelCenters ? index + 0.5 : index) * step
    return Math.max(0, Math.min(before - 1, attrs.alignCorners ? Math.round(place) : Math.floor(place)))
  })
}

/** The same for nearest neighbours: a single one in each row. */
export function nearestWeights(before: number, after: number, attrs: ResizeAttributes): Weights {
  const data = new Float32Array(after * before)
  nearestPlaces(before, after, attrs).forEach((place, index) => (data[index * before + place] = 1))
  return { after, before, data }
}

/** The adjoint: what each pixel before gave to each pixel after. */
export function turnedWeights({ after, before, data }: Weights): Weights {
  const turned = Float32Array.from(
    data,
    (_, index) => data[(index % after) * before + Math.floor(index / after)] ?? 0,
  )
  return { after: before, before: after, data: turned }
}

/** Images [n, h, w, c] weighted along both axes: two matrix products. */
export function resampled(images: Value, rows: Weights, columns: Weights): Value {
  const [n = 1, , width = 1, channels = 1] = images.shape
  const tall = op(
    'MatMul',
    [matrixOf(rows), reshaped(images, [n, rows.before, width * channels], true)],
    {},
    [n, rows.after, width * channels],
  )
  const wide = op(
    'MatMul',
    [matrixOf(columns), reshaped(tall, [n * rows.after, width, channels], true)],
    {},
    [n * rows.after, columns.after, channels],
  )
  return reshaped(wide, [n, rows.after, columns.after, channels], true)
}

const matrixOf = ({ after, before, data }: Weights): Value => constant(data, [after, before], 'float32')
