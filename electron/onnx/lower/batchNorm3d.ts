import { elements, type Node, type Value } from '../ir'
import type { Lowering } from '../lowering'
import { lowerBatchNorm, lowerBatchNormGradient } from './batchNorm'
import { setMaps, sumOf } from './maps'
import { affineOfChannels, productSumOfChannels, sumOfChannels } from './perChannel'

// As in batchNorm.ts, over all slices of all volumes: each pass over memory is slice by slice.

/** '@BatchNorm' (x, beta) of volumes gives y, mean and rate. */
export function lowerBatchNorm3d(lowering: Lowering, node: Node): void {
  const [x, beta] = [node.input(0), node.input(1)]
  const channels = x.shape[4] ?? 1
  if (!lowering.canSlice(x) || !lowering.isSliced(x) || node.attributes.activation === 'elu') {
    lowerBatchNorm(lowering, node)
    return
  }
  const filled = lowering.filledUp(channels)
  const slices = lowering.slices(x)
  const share = lowering.float32(channels / elements(x.shape))
  const multiply = (a: string, b: string): string => lowering.emit('Mul', [a, b])
  const sums = slices.map((slice) => sumOfChannels(lowering, slice, lowering.blocked4(slice)))
  const squares = slices.map((slice) => {
    const map = lowering.blocked4(slice)
    return productSumOfChannels(lowering, slice, map, map)
  })
  const mean = multiply(sumOf(lowering, sums), share)
  const variance = lowering.emit('Max', [
    lowering.emit('Sub', [multiply(sumOf(lowering, squares), share), multiply(mean, mean)]),
    lowering.float32(0),
  ])
  const epsilon = lowering.float32(node.real('epsilon', 1e-3))
  const deviation = lowering.emit('Sqrt', [lowering.emit('Add', [variance, epsilon])])
  const rate = lowering.emit('Reciprocal', [deviation])
  const level = resized(lowering, lowering.plain(beta), channels, filled)
  const shift = lowering.emit('Sub', [level, multiply(mean, rate)])
  const results = slices.map((slice) =>
    affineOfChannels(lowering, lowering.blocked4(slice), filled, rate, shift, null),
  )
  setMaps(lowering, node.output(0), results)
  lowering.setPlain(node.output(1), resized(lowering, mean, filled, channels))
  lowering.setPlain(node.output(2), resized(lowering, rate, filled, channels))
}

/** '@BatchNormGrad' (x, y, mean, rate, dy) of volumes gives dx and dbeta. */
export function lowerBatchNorm3dGradient(lowering: Lowering, node: Node): void {
  const [x, dy] = [node.input(0), node.input(4)]
  const channels = x.shape[4] ?? 1
  if (!lowering.canSlice(x) || !lowering.isSliced(x) || node.attributes.activation === 'elu') {
    lowerBatchNormGradient(lowering, node)
    return
  }
  const filled = lowering.filledUp(channels)
  const vector = (value: Value): string => resized(lowering, lowering.plain(value), channels, filled)
  const [mean, rate] = [vector(node.input(2)), vector(node.input(3))]
  const multiply = (a: string, b: string): string => lowering.emit('Mul', [a, b])
  const maps = lowering.slices(x)
  const gradients = lowering.slices(dy)
  const sums = gradients.map((slice) => sumOfChannels(lowering, slice, lowering.blocked4(slice)))
  const total = sumOf(lowering, sums)
  const products = maps.map((map, index) =>
    productSumOfChannels(lowering, map, lowering.blocked4(gradients[index]!), lowering.blocked4(map)),
  )
  const centred = lowering.emit('Sub', [sumOf(lowering, products), multiply(mean, total)])
  const share = multiply(rate, lowering.float32(-channels / elements(x.shape)))
  const q = multiply(multiply(share, multiply(rate, rate)), centred)
  const shift = lowering.emit('Sub', [multiply(share, total), multiply(q, mean)])
  const results = maps.map((map, index) => {
    const rest = affineOfChannels(lowering, lowering.blocked4(map), filled, q, shift, null)
    return affineOfChannels(lowering, lowering.blocked4(gradients[index]!), filled, rate, null, rest)
  })
  setMaps(lowering, node.output(0), results)
  lowering.setPlain(node.output(1), resized(lowering, total, filled, channels))
}

/** A vector over channels, [from], as [to]: filled up with noughts, or cut. */
function resized(lowering: Lowering, name: string, from: number, to: number): string {
  const vector = lowering.reshape(name, [from])
  if (from === to) return vector
  return from < to ? lowering.pad(vector, [0], [to - from]) : lowering.slice(vector, [0], [to], [0])
}
