import { Value, type Node } from '../ir'
import type { Lowering } from '../lowering'
import { inputGradient, lowerConvInputGradient } from './convInputGradient'
import { lowerConvWeightGradient, weightGradient } from './convWeightGradient'
import { depthWindow, directVolume, filterPlane, partsOf, type DepthWindow } from './depth'
import { direct } from './filter'
import { unit } from './window'

/** '@ConvDX' (dy, filter) of volumes: each input slice gathers from the output slices whose windows reached it. */
export function lowerConv3dInputGradient(lowering: Lowering, node: Node): void {
  const dy = node.input(0)
  const filter = node.input(1)
  const output = node.output(0)
  const window = windowOfGradient(node, filter.shape, output, dy)
  if (!blocked(lowering, dy, filter.shape, output, window)) {
    lowerConvInputGradient(lowering, node)
    return
  }
  gather(lowering, dy, window, output, (plane) =>
    filterPlane(lowering, filter, plane, [0, output.shape[4] ?? 0]),
  )
}

/** '@ConvDXParts' (dy, filter) of volumes: the same for a concatenated input, one output for each part. */
export function lowerConv3dInputGradientParts(lowering: Lowering, node: Node): void {
  const dy = node.input(0)
  const filter = node.input(1)
  let from = 0
  for (const output of node.outputs) {
    const channels = [from, from + (output.shape[4] ?? 0)] as const
    const window = windowOfGradient(node, filter.shape, output, dy)
    gather(lowering, dy, window, output, (plane) => filterPlane(lowering, filter, plane, channels))
    from = channels[1]
  }
}

/** '@ConvDW' (x, dy) of volumes: each plane of the filter sums over the pairs of slices that met in it. */
export function lowerConv3dWeightGradient(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const dy = node.input(1)
  const output = node.output(0)
  const [kernelDepth = 1, kh = 1, kw = 1, inputs = 1, outputs = 1] = output.shape
  const { meetings, inPlane } = depthWindow(node, kernelDepth, x.shape[1] ?? 1, dy.shape[1] ?? 1)
  const sliced = lowering.isSliced(x) || lowering.isSliced(dy)
  const filled = lowering.filledUp(outputs)
  if (!sliced || !directVolume(lowering, x, inputs) || !direct(lowering, filled)) {
    lowerConvWeightGradient(lowering, node)
    return
  }
  const dys = lowering.slices(dy)
  const gradients = partsOf(lowering, x).map(({ part, channels: [from, to] }) => {
    const xs = lowering.slices(part)
    const image = [kh, kw, lowering.filledUp(to - from), filled]
    const planes = Array.from({ length: kernelDepth }, (_, plane) => {
      const terms = meetings
        .filter((meeting) => meeting.plane === plane)
        .map(({ input, output: place }) => ({ x: xs[input]!, dy: dys[place]! }))
      if (!terms.length) return noughts(lowering, [1, ...image])
      const gradient = new Value(image, 'float32')
      weightGradient(lowering, terms, inPlane, gradient)
      return lowering.reshape(lowering.plain(gradient), [1, ...image])
    })
    const whole = planes.length > 1 ? lowering.emit('Concat', planes, { axis: 0 }) : planes[0]!
    const asWanted = image[2] === to - from && filled === outputs
    return asWanted ? whole : lowering.slice(whole, [0, 0], [to - from, outputs], [3, 4])
  })
  lowering.setPlain(
    output,
    gradients.length > 1 ? lowering.emit('Concat', gradients, { axis: 3 }) : gradients[0]!,
  )
}

function gather(
  lowering: Lowering,
  dy: Value,
  { meetings, inPlane }: DepthWindow,
  output: Value,
  plane: (index: number) => Value,
): void {
  const dys = lowering.slices(dy)
  const depth = output.shape[1] ?? 1
  const gradients = Array.from({ length: depth }, (_, index) => {
    const terms = meetings
      .filter((meeting) => meeting.input === index)
      .map((meeting) => ({ dy: dys[meeting.output]!, filter: plane(meeting.plane) }))
    const gradient = lowering.sliceOf(output)
    if (terms.length) inputGradient(lowering, terms, inPlane, gradient)
    else lowering.setPlain(gradient, noughts(lowering, gradient.shape))
    return gradient
  })
  lowering.setSlices(output, gradients)
}

const windowOfGradient = (node: Node, filter: readonly number[], x: Value, dy: Value): DepthWindow =>
  depthWindow(node, filter[0] ?? 1, x.shape[1] ?? 1, dy.shape[1] ?? 1)

function blocked(
  lowering: Lowering,
  dy: Value,
  filter: readonly number[],
  output: Value,
  { inPlane }: DepthWindow,
): boolean {
  const [inputs = 1, outputs = 1] = filter.slice(-2)
  return (
    directVolume(lowering, dy, outputs) &&
    lowering.canSlice(output) &&
    output.shape[4] === inputs &&
    unit(inPlane.dilations)
  )
}

const noughts = (lowering: Lowering, shape: readonly number[]): string =>
  lowering.emit('Expand', [lowering.float32(0), lowering.int64s(shape)])
