import { elements, type Node, type Value } from '../ir'
import type { Lowering } from '../lowering'
import { direct } from './filter'
import { windowOf, type Window } from './window'

/** Where a filter's plane meets a slice: output[output] += input[input] ∗ filter[plane]. */
export interface Meeting {
  readonly output: number
  readonly plane: number
  readonly input: number
}

/** The windows of a volume: which planes meet which slices, and how each pair meets in the plane. */
export interface DepthWindow {
  readonly meetings: readonly Meeting[]
  readonly inPlane: Window
}

/** input = output · stride − front + plane · dilation, as far as there is such a slice: borders cost nothing. */
export function depthWindow(node: Node, kernelDepth: number, inputs: number, outputs: number): DepthWindow {
  const { strides, dilations, pads } = windowOf(node)
  const [stride = 1, ...planeStrides] = strides
  const [dilation = 1, ...planeDilations] = dilations
  const [front = 0, top = 0, left = 0, , bottom = 0, right = 0] = pads
  const meetings: Meeting[] = []
  for (let output = 0; output < outputs; output++)
    for (let plane = 0; plane < kernelDepth; plane++) {
      const input = output * stride - front + plane * dilation
      if (input >= 0 && input < inputs) meetings.push({ output, plane, input })
    }
  const inPlane = { strides: planeStrides, dilations: planeDilations, pads: [top, left, bottom, right] }
  return { meetings, inPlane }
}

/** Plane `plane` of a filter [kd, kh, kw, I, O], as a filter of images. */
export function filterPlane(lowering: Lowering, filter: Value, plane: number): Value {
  const [depth = 1, ...image] = filter.shape
  return lowering.piece(filter, `plane ${plane}`, image, () => {
    const name = depth === 1 ? lowering.plain(filter) : planesOf(lowering, filter)[plane]
    return lowering.reshape(name ?? '', image)
  })
}

const planeNames = new WeakMap<Lowering, Map<Value, readonly string[]>>()

function planesOf(lowering: Lowering, filter: Value): readonly string[] {
  const known = planeNames.get(lowering) ?? new Map<Value, readonly string[]>()
  planeNames.set(lowering, known)
  const existing = known.get(filter)
  if (existing) return existing
  const depth = filter.shape[0] ?? 1
  const sizes = lowering.int64s(new Array<number>(depth).fill(1))
  const names = lowering.emitSeveral('Split', [lowering.plain(filter), sizes], { axis: 0 }, depth)
  known.set(filter, names)
  return names
}

/** May the direct convolution take these slices: ungrouped, channels in whole blocks or few? */
export const directVolume = (lowering: Lowering, volume: Value, channels: number): boolean =>
  lowering.block > 0 &&
  volume.shape.length === 5 &&
  elements(volume.shape) > 0 &&
  volume.shape[4] === channels &&
  direct(lowering, channels)
