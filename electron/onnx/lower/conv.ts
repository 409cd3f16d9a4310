import { elements, type Node } from '../ir'
import type { Lowering } from '../lowering'
import { biasVector, convolutionOperand, direct, filterSlice, forwardFilter } from './filter'
import { fusedActivation, toChannelsFirst, toChannelsLast, toFilterFirst, windowOf } from './window'

/** '@Conv' (x, filter[, bias]): cross-correlation, channels last, with an activation fused by attribute. */
export function lowerConv(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const filter = node.input(1)
  const channels = x.shape.at(-1) ?? 0
  const blocked =
    lowering.block > 0 &&
    x.shape.length === 4 &&
    direct(lowering, channels) &&
    filter.shape[2] === channels &&
    elements(x.shape) > 0 &&
    elements(filter.shape) > 0
  if (blocked) lowerBlocked(lowering, node)
  else lowerPlain(lowering, node)
}

function lowerBlocked(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const filter = node.input(1)
  const bias = node.inputs[2] ?? null
  const output = node.output(0)
  const outputs = filter.shape[3] ?? 0
  const wholeBlocks = outputs % lowering.block === 0
  const { strides, dilations, pads } = windowOf(node)
  const window = { kernel_shape: filter.shape.slice(0, 2), strides, dilations, pads }
  const finish = { ...window, ...fusedActivation(node) }
  const biasName = bias && biasVector(lowering, bias, outputs)

  const parts = wholeBlocks ? lowering.parts(x) : undefined
  if (parts) {
    // the convolution of a concatenation is the sum of convolutions of its parts, added in place
    let sum: string | null = null
    let from = 0
    for (const [index, part] of parts.entries()) {
      const last = index === parts.length - 1
      const to = from + (part.shape[3] ?? 0)
      const weights = forwardFilter(lowering, filterSlice(lowering, filter, from, to))
      const operands = [lowering.blocked4(part), weights, last ? biasName : null, ...(sum ? [sum] : [])]
      sum = lowering.blockedOp('Conv', operands, last ? finish : window)
      from = to
    }
    lowering.setBlocked4(output, sum ?? '')
    return
  }

  const operands = [convolutionOperand(lowering, x), forwardFilter(lowering, filter), biasName]
  const name = lowering.blockedOp('Conv', operands, finish)
  if (wholeBlocks) lowering.setBlocked4(output, name)
  else
    lowering.setPlain(
      output,
      lowering.blockedOp('ReorderOutput', [name], { channels: outputs, channels_last: 1 }),
    )
}

function lowerPlain(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const filter = node.input(1)
  const bias = node.inputs[2] ?? null
  const rank = x.shape.length
  const operands = [
    lowering.transpose(lowering.plain(x), toChannelsFirst(rank)),
    lowering.transpose(lowering.plain(filter), toFilterFirst(rank)),
  ]
  if (bias) operands.push(lowering.reshape(lowering.plain(bias), [filter.shape.at(-1) ?? 0]))
  const { strides, dilations, pads } = windowOf(node)
  const group = (x.shape.at(-1) ?? 1) / (filter.shape.at(-2) ?? 1)
  let name = lowering.emit('Conv', operands, {
    kernel_shape: filter.shape.slice(0, rank - 2),
    strides,
    dilations,
    pads,
    group,
  })
  const activation = node.attributes.activation
  if (activation === 'Relu') name = lowering.emit('Relu', [name])
  if (activation === 'LeakyRelu')
    name = lowering.emit('LeakyRelu', [name], { alpha: { float: node.real('alpha', 0) } })
  lowering.setPlain(node.output(0), lowering.transpose(name, toChannelsLast(rank)))
}
