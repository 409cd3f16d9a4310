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

/**
 * Plane `plane` of a filter [kd, kh, kw, I, O] as a filter of images, with the input channels [from, to); both channels
 * filled up as the slices' are.
 */
export function filterPlane(
  lowering: Lowering,
  filter: Value,
  plane: number,
  [from, to]: readonly [number, number],
): Value {
  const [depth = 1, kh = 1, kw = 1, inputs = 1, outputs = 1] = filter.shape
  const shape = [kh, kw, lowering.filledUp(to - from), lowering.filledUp(outputs)]
  return lowering.piece(filter, `plane ${plane} of ${from}-${to}`, shape, () => {
    const whole = depth === 1 ? lowering.plain(filter) : planesOf(lowering, filter)[plane]
    let name = lowering.reshape(whole ?? '', [kh, kw, inputs, outputs])
    if (to - from < inputs) name = lowering.slice(name, [from], [to], [2])
    const more = [shape[2]! - (to - from), shape[3]! - outputs] as const
    return more[0] + more[1] > 0 ? lowering.pad(name, [0, 0, 0, 0], [0, 0, ...more]) : name
  })
}

/** The parts of a concatenation, or the whole, with the input channels of a filter that each of them meets. */
export function partsOf(
  lowering: Lowering,
  x: Value,
): readonly { readonly part: Value; readonly channels: readonly [number, number] }[] {
  let from = 0
  return (lowering.parts(x) ?? [x]).map((part) => {
    const to = from + (part.shape[4] ?? 0)
    const channels = [from, to] as const
    from = to
    return { part, channels }
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

/** May the direct convolution take these slices: ungrouped, channels in whole blocks, filled up or few? */
export const directVolume = (lowering: Lowering, volume: Value, channels: number): boolean =>
  lowering.block > 0 &&
  volume.shape.length === 5 &&
  elements(volume.shape) > 0 &&
  volume.shape[4] === channels &&
  partsOf(lowering, volume).every(({ part }) => direct(lowering, lowering.filledUp(part.shape[4] ?? 0)))
