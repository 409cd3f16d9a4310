import { elements, type Node } from '../ir'
import type { Lowering } from '../lowering'
import { averageOf, fitted, mapsOf } from './maps'
import { spatialAxes } from './window'

/** '@ReduceSpatial' (x): sum, or mean, over the spatial axes, and over the batch where `batch` is 1. */
export function lowerReduceSpatial(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const output = node.output(0)
  const n = x.shape[0] ?? 1
  const channels = x.shape.at(-1) ?? 1
  const pixels = elements(x.shape) / n / channels
  const mean = node.attributes.mean === 1
  const batch = node.attributes.batch === 1
  let name: string
  if (lowering.isBlocked(x) || lowering.isSliced(x)) {
    const filled = lowering.isBlocked(x) ? channels : lowering.filledUp(channels)
    name = fitted(lowering, averageOf(lowering, mapsOf(lowering, x)), n, filled, channels)
    if (batch) name = mean ? lowering.mean(name, [0]) : lowering.sum(name, [0])
    if (!mean) name = lowering.emit('Mul', [name, lowering.float32(pixels)])
  } else {
    const spatial = spatialAxes(x.shape.length - 2)
    const axes = batch ? [0, ...spatial] : spatial
    name = mean ? lowering.mean(lowering.plain(x), axes) : lowering.sum(lowering.plain(x), axes)
  }
  lowering.setPlain(output, lowering.reshape(name, output.shape))
}
