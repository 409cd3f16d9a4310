import type { Value } from '../ir'
import type { Lowering } from '../lowering'
import type { Window } from './window'

/**
 * The plain weight gradient, tap by tap: a product of the pixels that a tap sees with dy, image by image, nothing turned.
 * Two to four times as fast as a convolution with batch and channels swapped.
 */
export function byTaps(
  lowering: Lowering,
  terms: readonly { readonly x: Value; readonly dy: Value }[],
  window: Window,
  output: Value,
): void {
  const [kh = 1, kw = 1, inputs = 1, outputs = 1] = output.shape
  const taps = terms.map(({ x, dy }) => tapGradients(lowering, x, dy, window, [kh, kw]))
  const sums = taps[0]!.map((first, tap) =>
    terms.length > 1 ? lowering.emit('Sum', [first, ...taps.slice(1).map((each) => each[tap]!)]) : first,
  )
  const name = sums.length > 1 ? lowering.emit('Concat', sums, { axis: 0 }) : sums[0]!
  lowering.setPlain(output, lowering.reshape(name, [kh, kw, inputs, outputs]))
}

/** For each tap Σ over images of x'ᵀ · dy, [1, inputs, outputs]. */
function tapGradients(
  lowering: Lowering,
  x: Value,
  dy: Value,
  { strides, dilations, pads }: Window,
  [kh, kw]: readonly [number, number],
): readonly string[] {
  const [n = 1, height = 1, width = 1, inputs = 1] = x.shape
  const [, rows = 1, columns = 1, outputs = 1] = dy.shape
  const [sh = 1, sw = 1] = strides
  const [dh = 1, dw = 1] = dilations
  const [top = 0, left = 0] = pads
  // what the windows reach, which may be less than the image
  const bottom = Math.max(0, (rows - 1) * sh + (kh - 1) * dh + 1 - height - top)
  const right = Math.max(0, (columns - 1) * sw + (kw - 1) * dw + 1 - width - left)
  const padded =
    top || left || bottom || right
      ? lowering.pad(lowering.plain(x), [0, top, left, 0], [0, bottom, right, 0])
      : lowering.plain(x)
  const gradient = lowering.reshape(lowering.plain(dy), [n, rows * columns, outputs])
  const places = Array.from({ length: kh * kw }, (_, tap) => [Math.floor(tap / kw) * dh, (tap % kw) * dw])
  return places.map(([row = 0, column = 0]) => {
    const whole = kh === 1 && kw === 1 && sh === 1 && sw === 1
    const ends = [row + (rows - 1) * sh + 1, column + (columns - 1) * sw + 1]
    const seen = whole ? padded : lowering.slice(padded, [row, column], ends, [1, 2], [sh, sw])
    const pixels = lowering.reshape(seen, [n, rows * columns, inputs])
    const products = lowering.emit('FusedMatMul', [pixels, gradient], { transA: 1 }, 'com.microsoft')
    return n > 1 ? lowering.sum(products, [0], 1) : lowering.reshape(products, [1, inputs, outputs])
  })
}
