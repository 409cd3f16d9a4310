import { countOf } from '#shared/domain/namedArray'

/** How a file lays a weight out; ours is height, width, in, out (networks.md E1). */
export type Layout =
  /** As ours: Keras and TensorFlow.js. */
  | 'same'
  /** Caffe, PyTorch, ONNX: out, in, [depth,] height, width; a dense layer out, (channel, height, width). */
  | 'channels-first'
  /** Their transposed convolution: in, out, height, width. */
  | 'channels-first-transposed'
  /** A dense layer (height, width, channel), out; a convolution as ours. */
  | 'channels-last'
  /** Lasagne's true convolution: as `channels-first`, turned by half a turn. */
  | 'turned'

export interface Laid {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** Shape of a weight from a file in our order; `wanted` says the window that a dense layer becomes (networks.md E2). */
export function laidShape(given: readonly number[], layout: Layout, wanted: readonly number[]): number[] {
  const { shape, axes } = order(given, layout, wanted)
  return axes.map((axis) => shape[axis]!)
}

/** A weight from a file in our order. */
export function laid({ shape: given, values }: Laid, layout: Layout, wanted: readonly number[]): Laid {
  const { shape, axes } = order(given, layout, wanted)
  const turned = layout === 'turned' ? flipped({ shape, values }) : values
  return transposed({ shape, values: turned }, axes)
}

/** The shape that the numbers are read in, and its axes in our order. */
function order(
  given: readonly number[],
  layout: Layout,
  wanted: readonly number[],
): { shape: readonly number[]; axes: number[] } {
  const plain = layout === 'channels-first' ? withoutLegacyOnes(given, wanted) : given
  const inOrder = plain.map((_, axis) => axis)
  if (layout === 'same' || plain.length < 2) return { shape: plain, axes: inOrder }
  const window = wanted.slice(0, -2)
  const taps = countOf(window)
  if (plain.length === 2 && wanted.length > 2) {
    const [first = 0, second = 0] = plain
    if (layout === 'channels-last')
      return { shape: [...window, first / taps, second], axes: wanted.map((_, axis) => axis) }
    return { shape: [first, second / taps, ...window], axes: [...window.map((_, at) => at + 2), 1, 0] }
  }
  if (layout === 'channels-last' || plain.length === 2) return { shape: plain, axes: inOrder }
  // Transposed or not: [a, b, …window] becomes […window, b, a].
  return { shape: plain, axes: [...inOrder.slice(2), 1, 0] }
}

/** Caffe of 2014 gives every blob four axes: [1, 1, 1, n] for a bias, [1, 1, out, in] for a dense layer. */
function withoutLegacyOnes(given: readonly number[], wanted: readonly number[]): readonly number[] {
  const [a, b, c] = given
  if (given.length !== 4 || a !== 1 || b !== 1) return given
  if (wanted.length === 1 && c === 1) return given.slice(3)
  return wanted.length === 4 && c === wanted[3] && wanted[3] !== 1 ? given.slice(2) : given
}

function transposed({ shape, values }: Laid, axes: readonly number[]): Laid {
  const to = axes.map((axis) => shape[axis]!)
  if (axes.every((axis, at) => axis === at)) return { shape: to, values }
  const strides = shape.map((_, axis) => countOf(shape.slice(axis + 1)))
  const steps = axes.map((axis) => strides[axis]!)
  const out = new Float32Array(values.length)
  const place = new Array<number>(to.length).fill(0)
  let from = 0
  for (let i = 0; i < out.length; i++) {
    out[i] = values[from]!
    for (let axis = to.length - 1; axis >= 0; axis--) {
      from += steps[axis]!
      if (++place[axis]! < to[axis]!) break
      from -= steps[axis]! * to[axis]!
      place[axis] = 0
    }
  }
  return { shape: to, values: out }
}

/** All axes but the first two backwards: the window of each pair of maps is one run, read from its end. */
function flipped({ shape, values }: Laid): Float32Array {
  const taps = countOf(shape.slice(2))
  return Float32Array.from(values, (_, i) => values[i - (i % taps) + taps - 1 - (i % taps)]!)
}
