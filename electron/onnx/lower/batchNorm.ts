import { elements, Value, type Node } from '../ir'
import type { Lowering } from '../lowering'
import { affineOfChannels, productSumOfChannels, sumOfChannels } from './perChannel'

// y = f(rate · (x - mean) + beta) over images and pixels, rate = 1 / √(variance + ε), f = ELU or nothing. A concatenation
// is normalised part by part: every norm that reads a part uses the same moments of it, which are computed once.

interface Moments {
  readonly mean: string
  readonly rate: string
}

/** '@BatchNorm' (x, beta) gives y, mean and rate; with `parts` 1, y stays in the parts of x. */
export function lowerBatchNorm(lowering: Lowering, node: Node): void {
  const [x, beta] = [node.input(0), node.input(1)]
  const epsilon = node.real('epsilon', 1e-3)
  const channels = x.shape.at(-1) ?? 1
  if (!lowering.canBlock(x)) {
    lowerPlain(lowering, node)
    return
  }
  const { mean, rate } = moments(lowering, x, epsilon)
  lowering.setPlain(node.output(1), mean)
  lowering.setPlain(node.output(2), rate)
  const shift = lowering.emit('Sub', [
    lowering.reshape(lowering.plain(beta), [channels]),
    lowering.emit('Mul', [mean, rate]),
  ])
  shifted(lowering, node, { factor: rate, shift })
}

/** '@ChannelAffine' (x, factor, shift): f(factor · x + shift); with `parts` 1, in the parts of x. */
export function lowerChannelAffine(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const [factor, shift] = [lowering.plain(node.input(1)), lowering.plain(node.input(2))]
  if (lowering.canBlock(x)) {
    shifted(lowering, node, { factor, shift })
    return
  }
  const z = lowering.emit('Add', [lowering.emit('Mul', [lowering.plain(x), factor]), shift])
  lowering.setPlain(node.output(0), node.attributes.activation === 'elu' ? lowering.emit('Elu', [z]) : z)
}

/** The first output, f(factor · x + shift), of a blocked map. */
function shifted(
  lowering: Lowering,
  node: Node,
  { factor, shift }: { readonly factor: string; readonly shift: string },
): void {
  const [x, y] = [node.input(0), node.output(0)]
  const normal = (map: Value, a: string, b: string): string => {
    const [x4, channels] = [lowering.blocked4(map), map.shape.at(-1) ?? 1]
    return node.attributes.activation === 'elu'
      ? eluOfAffine(lowering, x4, channels, a, b)
      : affineOfChannels(lowering, x4, channels, a, b, null)
  }
  const parts = node.attributes.parts === 1 ? lowering.partsMade(x) : undefined
  if (!parts) {
    lowering.setBlocked4(y, normal(x, factor, shift))
    return
  }
  const factors = cut(lowering, factor, parts)
  const shifts = cut(lowering, shift, parts)
  const results = parts.map((part, index) => {
    const result = new Value(part.shape, 'float32')
    lowering.setBlocked4(result, normal(part, factors[index]!, shifts[index]!))
    return result
  })
  lowering.setParts(y, results)
}

/**
 * '@BatchNormGrad' (x, y, mean, rate, dy…) gives dx… and dbeta; several dy and dx are those of the parts of x, whose y is
 * in parts too. With g = dy · f'(z), M numbers a channel, S = Σ g and P = Σ g (x - mean):
 * dx = rate · g + q · x - rate · S / M - q · mean, q = -rate³ · P / M.
 */
export function lowerBatchNormGradient(lowering: Lowering, node: Node): void {
  const [x, y, mean, rate] = [node.input(0), node.input(1), node.input(2), node.input(3)]
  const gradients = node.inputs.slice(4).map((_, index) => node.input(4 + index))
  if (!lowering.canBlock(x)) {
    lowerPlainGradient(lowering, node)
    return
  }
  const several = gradients.length > 1
  const xs = several ? (lowering.partsMade(x) ?? []) : [x]
  const ys = several ? (lowering.partsMade(y) ?? []) : [y]
  const means = cut(lowering, lowering.plain(mean), xs)
  const rates = cut(lowering, lowering.plain(rate), xs)
  const count = elements(x.shape) / (x.shape.at(-1) ?? 1)
  const multiply = (a: string, b: string): string => lowering.emit('Mul', [a, b])
  const sums = gradients.map((dy, index) => {
    const [map, m, r] = [xs[index]!, means[index]!, rates[index]!]
    const channels = map.shape.at(-1) ?? 1
    const x4 = lowering.blocked4(map)
    let g = lowering.blocked4(dy)
    if (node.attributes.activation === 'elu') g = multiply(g, slopeOfElu(lowering, ys[index]!))
    const total = sumOfChannels(lowering, map, g)
    const products = lowering.emit('Sub', [productSumOfChannels(lowering, map, g, x4), multiply(m, total)])
    const share = multiply(r, lowering.float32(-1 / count))
    const q = multiply(multiply(share, multiply(r, r)), products)
    const shift = lowering.emit('Sub', [multiply(share, total), multiply(q, m)])
    const rest = affineOfChannels(lowering, x4, channels, q, shift, null)
    lowering.setBlocked4(node.output(index), affineOfChannels(lowering, g, channels, r, null, rest))
    return total
  })
  const dbeta = sums.length > 1 ? lowering.emit('Concat', sums, { axis: 0 }) : sums[0]!
  lowering.setPlain(node.output(gradients.length), dbeta)
}

/**
 * ELU(a·x + b) = max(z, 0) + e^min(z, 0) - 1, four light passes: ONNX Runtime's Elu takes longer than all of them, since its
 * exponential, unlike Exp's, is built for the oldest processors.
 */
function eluOfAffine(lowering: Lowering, x4: string, channels: number, a: string, b: string): string {
  const below = { activation: 'Clip', activation_params: { floats: [-100, 0] } }
  const power = lowering.emit('Exp', [affineOfChannels(lowering, x4, channels, a, b, null, below)])
  const above = affineOfChannels(lowering, x4, channels, a, b, null, { activation: 'Relu' })
  const vector = (value: number): string =>
    lowering.float32s(new Array<number>(channels).fill(value), [channels])
  return affineOfChannels(lowering, power, channels, vector(1), vector(-1), above)
}

/** min(y, 0) + 1, where y = ELU(z): e^z below nought, 1 above. One pass, no comparison. */
function slopeOfElu(lowering: Lowering, y: Value): string {
  const channels = y.shape.at(-1) ?? 1
  const ones = lowering.float32s(new Array<number>(channels).fill(1), [channels])
  const clip = { activation: 'Clip', activation_params: { floats: [0, 1] } }
  return affineOfChannels(lowering, lowering.blocked4(y), channels, ones, ones, null, clip)
}

/** Moments over images and pixels, of a concatenation part by part. */
function moments(lowering: Lowering, x: Value, epsilon: number): Moments {
  const parts = lowering.partsMade(x)
  const of = (name: keyof Moments, make: () => string): string =>
    lowering.derived(x, `${name} ${epsilon}`, make)
  if (parts) {
    const each = parts.map((part) => moments(lowering, part, epsilon))
    const joined = (name: keyof Moments): string =>
      of(name, () =>
        lowering.emit(
          'Concat',
          each.map((part) => part[name]),
          { axis: 0 },
        ),
      )
    return { mean: joined('mean'), rate: joined('rate') }
  }
  const share = lowering.float32((x.shape.at(-1) ?? 1) / elements(x.shape))
  const x4 = lowering.blocked4(x)
  const mean = of('mean', () => lowering.emit('Mul', [sumOfChannels(lowering, x, x4), share]))
  const rate = of('rate', () => {
    const squares = lowering.emit('Mul', [productSumOfChannels(lowering, x, x4, x4), share])
    const variance = lowering.emit('Sub', [squares, lowering.emit('Mul', [mean, mean])])
    return rateOf(lowering, lowering.emit('Max', [variance, lowering.float32(0)]), epsilon)
  })
  return { mean, rate }
}

const rateOf = (lowering: Lowering, variance: string, epsilon: number): string =>
  lowering.emit('Reciprocal', [
    lowering.emit('Sqrt', [lowering.emit('Add', [variance, lowering.float32(epsilon)])]),
  ])

/** A vector over channels, cut to those of each part. */
function cut(lowering: Lowering, vector: string, parts: readonly Value[]): readonly string[] {
  if (parts.length === 1) return [vector]
  const sizes = lowering.int64s(parts.map((part) => part.shape.at(-1) ?? 1))
  return lowering.emitSeveral('Split', [vector, sizes], { axis: 0 }, parts.length)
}

function lowerPlain(lowering: Lowering, node: Node): void {
  const [x, beta] = [node.input(0), node.input(1)]
  const axes = x.shape.slice(0, -1).map((_, axis) => axis)
  const mean = lowering.mean(lowering.plain(x), axes)
  const centred = lowering.emit('Sub', [lowering.plain(x), mean])
  const variance = lowering.mean(lowering.emit('Mul', [centred, centred]), axes)
  const rate = rateOf(lowering, variance, node.real('epsilon', 1e-3))
  const z = lowering.emit('Add', [lowering.emit('Mul', [centred, rate]), lowering.plain(beta)])
  lowering.setPlain(node.output(0), node.attributes.activation === 'elu' ? lowering.emit('Elu', [z]) : z)
  lowering.setPlain(node.output(1), mean)
  lowering.setPlain(node.output(2), rate)
}

function lowerPlainGradient(lowering: Lowering, node: Node): void {
  const [x, y, mean, rate, dy] = [0, 1, 2, 3, 4].map((index) => lowering.plain(node.input(index))) as [
    string,
    string,
    string,
    string,
    string,
  ]
  const axes = node
    .input(0)
    .shape.slice(0, -1)
    .map((_, axis) => axis)
  const one = lowering.float32(1)
  let g = dy
  if (node.attributes.activation === 'elu') {
    const slope = lowering.emit('Add', [lowering.emit('Min', [y, lowering.float32(0)]), one])
    g = lowering.emit('Mul', [dy, slope])
  }
  const normal = lowering.emit('Mul', [lowering.emit('Sub', [x, mean]), rate])
  const turned = lowering.mean(lowering.emit('Mul', [g, normal]), axes)
  const level = lowering.emit('Sub', [g, lowering.mean(g, axes)])
  const flat = lowering.emit('Sub', [level, lowering.emit('Mul', [normal, turned])])
  lowering.setPlain(node.output(0), lowering.emit('Mul', [flat, rate]))
  lowering.setPlain(node.output(1), lowering.sum(g, axes))
}
