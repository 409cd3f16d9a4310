import { constant, op, type Value } from '../ir'
import { broadcast, fixed, map } from './values'

export interface NeighbourAttributes {
  readonly depthRadius: number
  readonly bias: number
  readonly alpha: number
  readonly beta: number
}

/** The sum over the channels at most `radius` away: a 1x1 convolution with a band of ones, which any layout has. */
export function overNeighbours(x: Value, radius: number): Value {
  const channels = x.shape.at(-1) ?? 1
  const band = new Float32Array(channels * channels)
  for (let from = 0; from < channels; from++) {
    const [first, last] = [Math.max(0, from - radius), Math.min(channels - 1, from + radius)]
    band.fill(1, from * channels + first, from * channels + last + 1)
  }
  const filter = constant(band, [1, 1, channels, channels], 'float32')
  const window = { strides: [1, 1], dilations: [1, 1], pads: [0, 0, 0, 0] }
  return op('@Conv', [x, filter], window, x.shape)
}

/** bias + α · Σ x² over neighbouring channels. */
export function spreadOf(x: Value, { depthRadius, bias, alpha }: NeighbourAttributes): Value {
  const sums = overNeighbours(broadcast('Mul', x, x), depthRadius)
  return broadcast('Add', broadcast('Mul', sums, fixed(alpha, 'float32')), fixed(bias, 'float32'))
}

export const toPower = (base: Value, exponent: number): Value =>
  map('Exp', broadcast('Mul', map('Log', base), fixed(exponent, 'float32')))
