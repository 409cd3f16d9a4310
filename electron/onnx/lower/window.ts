import type { Node } from '../ir'
import type { Attributes } from '../onnx'

/** How a window moves over the spatial axes. `pads` are all befores, then all afters, as ONNX has them. */
export interface Window {
  readonly strides: readonly number[]
  readonly dilations: readonly number[]
  readonly pads: readonly number[]
}

export const windowOf = (node: Node): Window => ({
  strides: node.ints('strides'),
  dilations: node.ints('dilations'),
  pads: node.ints('pads'),
})

export const unit = (list: readonly number[]): boolean => list.every((each) => each === 1)

/** The axes 1 … count. */
export const spatialAxes = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)

/** Permutation of a rank from channels last to channels first, and back. */
export const toChannelsFirst = (rank: number): number[] => [0, rank - 1, ...spatialAxes(rank - 2)]
export const toChannelsLast = (rank: number): number[] => [
  0,
  ...spatialAxes(rank - 2).map((axis) => axis + 1),
  1,
]
/** Permutation of a filter from [k…, in, out] to [out, in, k…]. */
export const toFilterFirst = (rank: number): number[] => [
  rank - 1,
  rank - 2,
  ...spatialAxes(rank - 2).map((axis) => axis - 1),
]

/** The activation fused into a macro, as attributes of a blocked operator. */
export function fusedActivation(node: Node): Attributes {
  const kind = node.attributes.activation
  if (kind === 'Relu') return { activation: 'Relu' }
  if (kind === 'LeakyRelu')
    return { activation: 'LeakyRelu', activation_params: { floats: [node.real('alpha', 0)] } }
  return {}
}
