import type { Value } from '../ir'
import type { Lowering } from '../lowering'

/**
 * A filter [kh, kw, I, O] as the direct convolution wants it: [O/B, I/B, kh, kw, Bi, Bo], or [O/B, I, kh, kw, Bo] when
 * I < B, under the shape [O, I, kh, kw]. O is padded up to a whole block.
 */
export function forwardFilter(lowering: Lowering, filter: Value): string {
  return lowering.derived(filter, 'forward', () => {
    const [kh = 1, kw = 1, inputs = 1, outputs = 1] = filter.shape
    const { block } = lowering
    const padded = Math.ceil(outputs / block) * block
    let name = lowering.plain(filter)
    if (padded !== outputs) name = lowering.pad(name, [0, 0, 0, 0], [0, 0, 0, padded - outputs])
    const taps = kh * kw
    name =
      inputs % block
        ? lowering.transpose(lowering.reshape(name, [taps, inputs, padded / block, block]), [2, 1, 0, 3])
        : lowering.permuteRows(name, [taps, inputs / block, block, padded / block], block, [3, 1, 0, 2])
    return lowering.reshape(name, [padded, inputs, kh, kw])
  })
}

/** The input channels [from, to) of a filter, as a value of its own. */
export function filterSlice(lowering: Lowering, filter: Value, from: number, to: number): Value {
  const [kh = 1, kw = 1, , outputs = 1] = filter.shape
  return lowering.piece(filter, `${from}-${to}`, [kh, kw, to - from, outputs], () =>
    lowering.slice(lowering.plain(filter), [from], [to], [2]),
  )
}

/** A bias as a vector of whole blocks. */
export function biasVector(lowering: Lowering, bias: Value, outputs: number): string {
  const { block } = lowering
  const vector = lowering.reshape(lowering.plain(bias), [outputs])
  const padded = Math.ceil(outputs / block) * block
  return padded === outputs ? vector : lowering.pad(vector, [0], [padded - outputs])
}

/** The [N, C, H, W] operand of a direct convolution: blocked, or true channels-first when there is less than a block. */
export function convolutionOperand(lowering: Lowering, value: Value): string {
  const [n = 1, height = 1, width = 1, channels = 1] = value.shape
  if (channels % lowering.block === 0) return lowering.blocked4(value)
  return lowering.derived(value, 'channels-first', () =>
    channels === 1
      ? lowering.reshape(lowering.plain(value), [n, 1, height, width])
      : lowering.transpose(lowering.plain(value), [0, 3, 1, 2]),
  )
}

/** Fewest channels that must come in whole blocks; fewer are taken unblocked. */
export const fewChannels = 4

/** May the direct convolution take an operand of so many channels? */
export const direct = (lowering: Lowering, channels: number): boolean =>
  channels % lowering.block === 0 || channels < fewChannels
