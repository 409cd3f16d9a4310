import { Value, type Node } from '../ir'
import type { Lowering } from '../lowering'
import { direct } from './filter'
import { spatialAxes, unit, windowOf, type Window } from './window'

/**
 * '@ConvDW' (x, dy): gradient of a convolution with respect to its filter. The direct form is a convolution whose
 * filter is dy itself: an output position (kw, input channel) is one accumulator of the direct kernel and its taps are
 * dy's pixels, so nothing is packed or gathered.
 */
export function lowerConvWeightGradient(lowering: Lowering, node: Node): void {
  weightGradient(lowering, node.input(0), node.input(1), windowOf(node), node.output(0))
}

function weightGradient(lowering: Lowering, x: Value, dy: Value, window: Window, output: Value): void {
  const parts = lowering.parts(x)
  const outputs = output.shape.at(-1) ?? 1
  if (parts) {
    const gradients = parts.map((part) => {
      const piece = new Value([...output.shape.slice(0, 2), part.shape[3] ?? 1, outputs], 'float32')
      weightGradient(lowering, part, dy, window, piece)
      return lowering.plain(piece)
    })
    lowering.setPlain(output, lowering.emit('Concat', gradients, { axis: 2 }))
    return
  }
  const [images = 1, , , channels = 1] = x.shape
  const inputs = output.shape.at(-2) ?? 1
  const { block } = lowering
  const sized = block > 0 && x.shape.length === 4 && channels === inputs && unit(window.dilations)
  const wholeImages = images < block || images % block === 0
  if (sized && outputs % block === 0 && direct(lowering, inputs)) {
    if (wholeImages) overImages(lowering, x, dy, window, output)
    else if (inputs % block === 0) inTwoBatches(lowering, x, dy, window, output)
    else plainWeightGradient(lowering, x, dy, window, output)
    return
  }
  const pointwise =
    output.shape[0] === 1 &&
    output.shape[1] === 1 &&
    unit(window.strides) &&
    window.pads.every((pad) => pad === 0)
  if (sized && wholeImages && inputs % block === 0 && direct(lowering, outputs) && pointwise) {
    fewOutputs(lowering, x, dy, output)
    return
  }
  plainWeightGradient(lowering, x, dy, window, output)
}

/** All images as groups of one convolution; its input is x, padded so that no column touches the operator's padding. */
function overImages(lowering: Lowering, x: Value, dy: Value, window: Window, output: Value): void {
  const { block } = lowering
  const [images = 1, height = 1, width = 1] = x.shape
  const [, rows = 1, columns = 1] = dy.shape
  const [kh = 1, kw = 1, inputs = 1, outputs = 1] = output.shape
  const [sh = 1, sw = 1] = window.strides
  const [top = 0, left = 0] = window.pads
  const fullHeight = (rows - 1) * sh + kh
  const bottom = fullHeight - height - top
  const right = (columns - 1) * sw + kw - width - left
  const rowsByOperator = top >= 0 && bottom >= 0 // padded rows only skip taps there: free
  const before = rowsByOperator ? 0 : top
  const after = rowsByOperator ? 0 : bottom
  const mustPad = left !== 0 || right !== 0 || !rowsByOperator

  const whole = inputs % block === 0
  const lane = whole ? block : 1
  const inputBlocks = whole ? inputs / block : inputs
  let operand: string
  if (whole) {
    operand = lowering.blocked(x)
    operand =
      inputBlocks > 1 && images > 1
        ? lowering.transpose(operand, [1, 0, 2, 3, 4])
        : lowering.reshape(operand, [inputBlocks, images, height, width, block])
    if (mustPad) operand = lowering.pad(operand, [0, 0, before, left, 0], [0, 0, after, right, 0])
  } else {
    operand = lowering.plain(x)
    operand =
      inputs === 1
        ? lowering.reshape(operand, [1, images, height, width])
        : lowering.transpose(operand, [3, 0, 1, 2])
    if (mustPad) operand = lowering.pad(operand, [0, 0, before, left], [0, 0, after, right])
  }
  operand = lowering.reshape(operand, [
    inputBlocks,
    images,
    rowsByOperator ? height : fullHeight,
    (width + left + right) * lane,
  ])

  const asFilter = lowering.reshape(lowering.blocked4(dy), [images * outputs, 1, rows, columns])
  let name = lowering.blockedOp('Conv', [operand, asFilter], {
    kernel_shape: [rows, columns],
    dilations: [sh, sw * lane],
    group: images,
    pads: rowsByOperator ? [top, 0, bottom, 0] : [0, 0, 0, 0],
  })
  const outputBlocks = outputs / block
  name = lowering.reshape(name, [inputBlocks, images, outputBlocks, kh * kw, lane, block])
  name =
    images > 1
      ? lowering.sum(name, [1])
      : lowering.reshape(name, [inputBlocks, outputBlocks, kh * kw, lane, block])
  lowering.setPlain(output, lowering.reshape(lowering.transpose(name, [2, 0, 3, 1, 4]), output.shape))
}

/** A pointwise convolution with very few outputs, such as a head: the roles are swapped, x is the filter. */
function fewOutputs(lowering: Lowering, x: Value, dy: Value, output: Value): void {
  const [images = 1, height = 1, width = 1, inputs = 1] = x.shape
  const outputs = dy.shape[3] ?? 1
  const operand =
    outputs === 1
      ? lowering.reshape(lowering.plain(dy), [1, images, height, width])
      : lowering.transpose(lowering.plain(dy), [3, 0, 1, 2])
  const asFilter = lowering.reshape(lowering.blocked(x), [images * inputs, 1, height, width])
  let name = lowering.blockedOp('Conv', [operand, asFilter], {
    kernel_shape: [height, width],
    group: images,
  })
  name = lowering.sum(lowering.reshape(name, [outputs, images, inputs]), [1])
  lowering.setPlain(
    output,
    lowering.reshape(outputs === 1 ? name : lowering.transpose(name, [1, 0]), output.shape),
  )
}

/** The operator takes fewer images than a block or whole blocks of them: what is neither is cut in two. */
function inTwoBatches(lowering: Lowering, x: Value, dy: Value, window: Window, output: Value): void {
  const images = x.shape[0] ?? 1
  const cut = images - (images % lowering.block)
  const take = (value: Value, from: number, to: number): Value => {
    const piece = new Value([to - from, ...value.shape.slice(1)], 'float32')
    lowering.setBlocked(piece, lowering.slice(lowering.blocked(value), [from], [to], [0]))
    return piece
  }
  const gradients = [
    [0, cut],
    [cut, images],
  ].map(([from = 0, to = 0]) => {
    const piece = new Value(output.shape, 'float32')
    overImages(lowering, take(x, from, to), take(dy, from, to), window, piece)
    return lowering.plain(piece)
  })
  lowering.setPlain(output, lowering.emit('Add', gradients))
}

/** A convolution with batch and channels swapped; strides become dilations and the reverse. */
function plainWeightGradient(lowering: Lowering, x: Value, dy: Value, window: Window, output: Value): void {
  const rank = x.shape.length
  const axes = spatialAxes(rank - 2)
  const swapped = [rank - 1, 0, ...axes]
  let name = lowering.emit(
    'Conv',
    [lowering.transpose(lowering.plain(x), swapped), lowering.transpose(lowering.plain(dy), swapped)],
    {
      kernel_shape: dy.shape.slice(1, -1),
      strides: window.dilations,
      dilations: window.strides,
      pads: window.pads,
    },
  )
  name = lowering.slice(
    name,
    axes.map(() => 0),
    output.shape.slice(0, -2),
    axes.map((axis) => axis + 1),
  )
  lowering.setPlain(output, lowering.transpose(name, [...axes.map((axis) => axis + 1), 0, 1]))
}
