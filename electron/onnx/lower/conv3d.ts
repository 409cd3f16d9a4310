import { elements, type Node } from '../ir'
import type { Lowering } from '../lowering'
import { lowerConv } from './conv'
import { depthWindow, directVolume, filterPlane, partsOf } from './depth'
import { biasVector, convolutionOperand, forwardFilter } from './filter'
import { fusedActivation } from './window'

/**
 * '@Conv' (x, filter[, bias]) of volumes: each output slice is the sum, in place, of direct convolutions of the input
 * slices that its window reaches. Planes that would meet padding are left out.
 */
export function lowerConv3d(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const filter = node.input(1)
  const output = node.output(0)
  const [kernelDepth = 1, kh = 1, kw = 1, inputs = 1, outputs = 1] = filter.shape
  const depth = output.shape[1] ?? 1
  const { meetings, inPlane } = depthWindow(node, kernelDepth, x.shape[1] ?? 1, depth)
  const met = new Set(meetings.map((meeting) => meeting.output)).size === depth
  if (!met || !directVolume(lowering, x, inputs) || elements(filter.shape) === 0) {
    lowerConv(lowering, node)
    return
  }
  const bias = node.inputs[2] ?? null
  const biasName = bias && biasVector(lowering, bias, outputs)
  const window = { kernel_shape: [kh, kw], ...inPlane }
  const parts = partsOf(lowering, x)
  const results = Array.from({ length: depth }, (_, index) => {
    const terms = meetings
      .filter((meeting) => meeting.output === index)
      .flatMap(({ plane, input }) =>
        parts.map(({ part, channels }) => ({
          map: convolutionOperand(lowering, lowering.slices(part)[input]!),
          weights: forwardFilter(lowering, filterPlane(lowering, filter, plane, channels)),
        })),
      )
    let sum: string | null = null
    for (const [place, { map, weights }] of terms.entries()) {
      const last = place === terms.length - 1
      const operands = [map, weights, last ? biasName : null, ...(sum ? [sum] : [])]
      sum = lowering.blockedOp('Conv', operands, last ? { ...window, ...fusedActivation(node) } : window)
    }
    const result = lowering.sliceOf(output)
    if (lowering.canSlice(output)) lowering.setBlocked4(result, sum ?? '')
    else {
      const name = lowering.blockedOp('ReorderOutput', [sum], { channels: outputs, channels_last: 1 })
      lowering.setPlain(result, name)
    }
    return result
  })
  lowering.setSlices(output, results)
}
