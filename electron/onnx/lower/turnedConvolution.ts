import type { Shape, Value } from '../ir'
import type { Lowering } from '../lowering'
import { toChannelsFirst, toChannelsLast, unit, type Window } from './window'

/**
 * The plain input gradient of a convolution of stride one, as a convolution with the turned filter: twice as fast as
 * ConvTranspose. Null where the strides or pads do not allow it, and for convolutions in groups.
 */
export function turnedConvolution(
  lowering: Lowering,
  dy: Value,
  filter: Value,
  { strides, dilations, pads }: Window,
  shape: Shape,
): string | null {
  const rank = dy.shape.length
  const axes = rank - 2
  const window = filter.shape.slice(0, axes)
  const [inputs = 1, outputs = 1] = filter.shape.slice(axes)
  if (!unit(strides) || shape.at(-1) !== inputs) return null
  const reach = window.map((taps, axis) => (taps - 1) * dilations[axis]!)
  const before = reach.map((span, axis) => span - pads[axis]!)
  const after = reach.map((span, axis) => shape[axis + 1]! - dy.shape[axis + 1]! + span - before[axis]!)
  if ([...before, ...after].some((pad) => pad < 0)) return null
  const taps = window.reduce((product, each) => product * each, 1)
  const turned = lowering.derived(filter, 'turned', () => {
    const flat = lowering.reshape(lowering.plain(filter), [taps, inputs, outputs])
    const reversed = Array.from({ length: taps }, (_, tap) => taps - 1 - tap)
    const places = lowering.int64s(reversed)
    const name = taps > 1 ? lowering.emit('Gather', [flat, places], { axis: 0 }) : flat
    return lowering.reshape(lowering.transpose(name, [1, 2, 0]), [inputs, outputs, ...window])
  })
  const operand = lowering.transpose(lowering.plain(dy), toChannelsFirst(rank))
  const attributes = { kernel_shape: window, dilations, pads: [...before, ...after] }
  return lowering.transpose(lowering.emit('Conv', [operand, turned], attributes), toChannelsLast(rank))
}
