import { Node, type Value } from '../ir'
import type { Lowering } from '../lowering'
import { depthWindow } from './depth'
import { lowerAveragePool, lowerMaxPool } from './pool'
import type { Macro } from './slices'

/** '@MaxPool' (x) of volumes: the greatest over the slices of a window, each pooled in its plane. */
export const lowerMaxPool3d: Macro = (lowering, node) => pool(lowering, node, lowerMaxPool, 'Max')

/** '@AvgPool' (x) of volumes: the mean over the slices that exist of their means over the pixels that exist. */
export const lowerAveragePool3d: Macro = (lowering, node) => pool(lowering, node, lowerAveragePool, 'Mean')

function pool(lowering: Lowering, node: Node, inPlane: Macro, join: 'Max' | 'Mean'): void {
  const x = node.input(0)
  const output = node.output(0)
  if (!lowering.canSlice(x) || !lowering.isSliced(x)) {
    inPlane(lowering, node)
    return
  }
  const [kernelDepth = 1, ...kernel] = node.ints('kernel')
  const depth = output.shape[1] ?? 1
  const { meetings, inPlane: window } = depthWindow(node, kernelDepth, x.shape[1] ?? 1, depth)
  const slices = lowering.slices(x)
  const pooled = new Map<number, Value>()
  const pooledSlice = (index: number): Value => {
    const existing = pooled.get(index)
    if (existing) return existing
    const result = lowering.sliceOf(output)
    const { strides, dilations, pads } = window
    const ofSlice = new Node(node.op, [slices[index] ?? null], { kernel, strides, dilations, pads })
    ofSlice.outputs = [result]
    inPlane(lowering, ofSlice)
    pooled.set(index, result)
    return result
  }
  const results = Array.from({ length: depth }, (_, index) => {
    const met = meetings.filter((meeting) => meeting.output === index)
    const images = met.map((meeting) => pooledSlice(meeting.input))
    if (images.length === 1) return images[0]!
    const result = lowering.sliceOf(output)
    const names = images.map((image) => lowering.blocked4(image))
    lowering.setBlocked4(result, lowering.emit(join, names))
    return result
  })
  lowering.setSlices(output, results)
}
