import { Value, type Node, type Shape } from '../ir'
import type { Lowering } from '../lowering'
import { direct } from './filter'
import { byTaps } from './weightGradientByTaps'
import { spatialAxes, unit, windowOf, type Window } from './window'

/**
 * '@ConvDW' (x, dy): gradient of a convolution with respect to its filter. The direct form is a convolution whose
 * filter is dy itself: an output position (kw, input channel) is one accumulator of the direct kernel and its taps are
 * dy's pixels, so nothing is packed or gathered.
 */
export function lowerConvWeightGradient(lowering: Lowering, node: Node): void {
  weightGradient(lowering, [{ x: node.input(0), dy: node.input(1) }], windowOf(node), node.output(0))
}

/** A convolution's input and the gradient that its output was given. */
export interface WeightGradientTerm {
  readonly x: Value
  readonly dy: Value
}

/** The sum of the weight gradients of some terms, all of the same shapes. */
export function weightGradient(
  lowering: Lowering,
  terms: readonly WeightGradientTerm[],
  window: Window,
  output: Value,
): void {
  const [first] = terms
  if (!first) throw new Error('a weight gradient without terms')
  const { x } = first
  const parts = lowering.parts(x)
  const outputs = output.shape.at(-1) ?? 1
  if (parts) {
    const gradients = parts.map((part, index) => {
      const piece = new Value([...output.shape.slice(0, 2), part.shape[3] ?? 1, outputs], 'float32')
      const ofPart = terms.map((term) => ({ x: lowering.parts(term.x)?.[index] ?? part, dy: term.dy }))
      weightGradient(lowering, ofPart, window, piece)
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
    if (wholeImages) overImages(lowering, terms, window, output)
    else if (inputs % block === 0) inTwoBatches(lowering, terms, window, output)
    else plainWeightGradient(lowering, terms, window, output)
    return
  }
  const pointwise =
    output.shape[0] === 1 &&
    output.shape[1] === 1 &&
    unit(window.strides) &&
    window.pads.every((pad) => pad === 0)
  if (sized && wholeImages && inputs % block === 0 && outputs < block && pointwise) {
    fewOutputs(lowering, terms, output)
    return
  }
  plainWeightGradient(lowering, terms, window, output)
}

/**
 * All images as groups of one convolution; its input is x, padded so that no column touches the operator's padding.
 * Each further term is added in place.
 */
function overImages(
  lowering: Lowering,
  terms: readonly WeightGradientTerm[],
  window: Window,
  output: Value,
): void {
  const { block } = lowering
  const { x, dy } = terms[0]!
  const [images = 1, height = 1] = x.shape
  const [, rows = 1, columns = 1] = dy.shape
  const [kh = 1, kw = 1, inputs = 1, outputs = 1] = output.shape
  const [sh = 1, sw = 1] = window.strides
  const [top = 0] = window.pads
  const bottom = (rows - 1) * sh + kh - height - top
  const rowsByOperator = top >= 0 && bottom >= 0 // padded rows only skip taps there: free
  const lane = inputs % block === 0 ? block : 1
  const inputBlocks = inputs / lane
  let name: string | null = null
  for (const term of terms) {
    const operands = [
      paddedColumns(lowering, term.x, dy.shape, window, [kh, kw], rowsByOperator),
      lowering.reshape(lowering.blocked4(term.dy), [images * outputs, 1, rows, columns]),
      ...(name ? [null, name] : []),
    ]
    name = lowering.blockedOp('Conv', operands, {
      kernel_shape: [rows, columns],
      dilations: [sh, sw * lane],
      group: images,
      pads: rowsByOperator ? [top, 0, bottom, 0] : [0, 0, 0, 0],
    })
  }
  const outputBlocks = outputs / block
  name = lowering.reshape(name ?? '', [inputBlocks, images, outputBlocks, kh * kw, lane, block])
  if (images > 1) name = lowering.sum(name, [1])
  const rowsOf = [inputBlocks, outputBlocks, kh * kw, lane]
  name = lowering.permuteRows(name, rowsOf, block, [2, 0, 3, 1])
  lowering.setPlain(output, lowering.reshape(name, output.shape))
}

/** x as [I/B, n, rows, columns · B], its columns padded to all that the window reaches; its rows too unless `rowsByOperator`. */
function paddedColumns(
  lowering: Lowering,
  x: Value,
  dyShape: Shape,
  window: Window,
  [kh, kw]: readonly [number, number],
  rowsByOperator: boolean,
): string {
  const { block } = lowering
  const [images = 1, height = 1, width = 1, inputs = 1] = x.shape
  const [, rows = 1, columns = 1] = dyShape
  const [sh = 1, sw = 1] = window.strides
  const [top = 0, left = 0] = window.pads
  const fullHeight = (rows - 1) * sh + kh
  const right = (columns - 1) * sw + kw - width - left
  const before = rowsByOperator ? 0 : top
  const after = rowsByOperator ? 0 : fullHeight - height - top
  const mustPad = left !== 0 || right !== 0 || !rowsByOperator
  return lowering.derived(x, `padded ${[before, after, left, right].join()}`, () => {
    const whole = inputs % block === 0
    const lane = whole ? block : 1
    const inputBlocks = inputs / lane
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
    return lowering.reshape(operand, [
      inputBlocks,
      images,
      rowsByOperator ? height : fullHeight,
      (width + left + right) * lane,
    ])
  })
}

/** A pointwise convolution with very few outputs, such as a head: the roles are swapped, x is the filter. */
function fewOutputs(lowering: Lowering, terms: readonly WeightGradientTerm[], output: Value): void {
  const { x, dy } = terms[0]!
  const [images = 1, height = 1, width = 1, inputs = 1] = x.shape
  const outputs = dy.shape[3] ?? 1
  const products = terms.map((term) => {
    const plain = lowering.plain(term.dy)
    const operand =
      outputs === 1
        ? lowering.reshape(plain, [1, images, height, width])
        : lowering.transpose(plain, [3, 0, 1, 2])
    const asFilter = lowering.reshape(lowering.blocked(term.x), [images * inputs, 1, height, width])
    return lowering.blockedOp('Conv', [operand, asFilter], { kernel_shape: [height, width], group: images })
  })
  let name = products.length > 1 ? lowering.emit('Sum', products) : products[0]!
  name = lowering.sum(lowering.reshape(name, [outputs, images, inputs]), [1])
  lowering.setPlain(
    output,
    lowering.reshape(outputs === 1 ? name : lowering.transpose(name, [1, 0]), output.shape),
  )
}

/** The operator takes fewer images than a block or whole blocks of them: what is neither is cut in two. */
function inTwoBatches(
  lowering: Lowering,
  terms: readonly WeightGradientTerm[],
  window: Window,
  output: Value,
): void {
  const images = terms[0]?.x.shape[0] ?? 1
  const cut = images - (images % lowering.block)
  const take = (value: Value, from: number, to: number): Value => {
    const piece = new Value([to - from, ...value.shape.slice(1)], 'float32')
    const name = lowering.derived(value, `images ${from}-${to}`, () =>
      lowering.slice(lowering.blocked(value), [from], [to], [0]),
    )
    lowering.setBlocked(piece, name)
    return piece
  }
  const gradients = [
    [0, cut],
    [cut, images],
  ].map(([from = 0, to = 0]) => {
    const piece = new Value(output.shape, 'float32')
    const ofBatch = terms.map(({ x, dy }) => ({ x: take(x, from, to), dy: take(dy, from, to) }))
    overImages(lowering, ofBatch, window, piece)
    return lowering.plain(piece)
  })
  lowering.setPlain(output, lowering.emit('Add', gradients))
}

function plainWeightGradient(
  lowering: Lowering,
  terms: readonly WeightGradientTerm[],
  window: Window,
  output: Value,
): void {
  const onProcessor = (lowering.options.provider ?? 'cpu') === 'cpu' && !lowering.options.portable
  const whole = terms.every(({ x }) => x.shape.length === 4 && x.shape[3] === output.shape[2])
  if (onProcessor && whole) byTaps(lowering, terms, window, output)
  else bySwappedAxes(lowering, terms, window, output)
}

/** A convolution with batch and channels swapped; strides become dilations and the reverse. */
function bySwappedAxes(
  lowering: Lowering,
  terms: readonly WeightGradientTerm[],
  window: Window,
  output: Value,
): void {
  const rank = output.shape.length
  const axes = spatialAxes(rank - 2)
  const swapped = [rank - 1, 0, ...axes]
  const gradients = terms.map(({ x, dy }) =>
    lowering.emit(
      'Conv',
      [lowering.transpose(lowering.plain(x), swapped), lowering.transpose(lowering.plain(dy), swapped)],
      {
        kernel_shape: dy.shape.slice(1, -1),
        strides: window.dilations,
        dilations: window.strides,
        pads: window.pads,
      },
    ),
  )
  let name = gradients.length > 1 ? lowering.emit('Sum', gradients) : gradients[0]!
  name = lowering.slice(
    name,
    axes.map(() => 0),
    output.shape.slice(0, -2),
    axes.map((axis) => axis + 1),
  )
  lowering.setPlain(output, lowering.transpose(name, [...axes.map((axis) => axis + 1), 0, 1]))
}
