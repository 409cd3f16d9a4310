import { elements, Value, type Node } from '../ir'
import { channelsFirst, type Lowering } from '../lowering'
import type { Attributes } from '../onnx'
import { averageOf, fitted, mapsOf, setMaps, sumOf } from './maps'
import { spatialAxes } from './window'

// Instance norm and leaky ReLU as one: y = f(scale · rate · (x - mean)), per image and channel, where
// rate = 1 / √(variance + ε), or 1 / (deviation + ε) with `on: deviation`, and f(z) = max(z, alpha · z).
// Blocked, every map is read or written by a depthwise convolution over images x channels: 1x1 for a·x + b, as large as
// the map for a sum of products.

/** '@InstanceNorm' (x[, scale]) gives y, mean and rate, the latter two [N, C]. */
export function lowerInstanceNorm(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const scale = node.inputs[1] ?? null
  const [y, mean, rate] = [node.output(0), node.output(1), node.output(2)]
  const alpha = node.real('alpha', 1)
  const n = x.shape[0] ?? 1
  const channels = x.shape.at(-1) ?? 1
  if (lowering.canBlock(x) || lowering.canSlice(x)) {
    const maps = mapsOf(lowering, x)
    const m = averageOf(lowering, maps)
    const pixels = elements(x.shape) / n / channels
    const products = maps.map((map) =>
      productSum(lowering, map, lowering.blocked4(map), lowering.blocked4(map)),
    )
    const squares = lowering.emit('Mul', [sumOf(lowering, products), lowering.float32(1 / pixels)])
    const variance = lowering.emit('Max', [
      lowering.emit('Sub', [squares, lowering.emit('Mul', [m, m])]),
      lowering.float32(0),
    ])
    const r = rateOf(lowering, node, variance)
    const filled = lowering.filledUp(channels)
    const factors = scale && fitted(lowering, lowering.plain(scale), n, channels, filled)
    const a = factors ? lowering.emit('Mul', [r, factors]) : r
    const b = lowering.emit('Neg', [lowering.emit('Mul', [m, a])])
    const activation = alpha === 1 ? {} : leaky(alpha)
    const results = maps.map((map) => affine(lowering, map, lowering.blocked4(map), a, b, null, activation))
    setMaps(lowering, y, results)
    lowering.setPlain(mean, fitted(lowering, m, n, filled, channels))
    lowering.setPlain(rate, fitted(lowering, r, n, filled, channels))
    return
  }
  const axes = spatialAxes(x.shape.length - 2)
  const m = lowering.mean(lowering.plain(x), axes, 1)
  const centred = lowering.emit('Sub', [lowering.plain(x), m])
  const r = rateOf(lowering, node, lowering.mean(lowering.emit('Mul', [centred, centred]), axes, 1))
  const perMap = [n, ...axes.map(() => 1), channels]
  const factor = scale ? lowering.emit('Mul', [r, lowering.reshape(lowering.plain(scale), perMap)]) : r
  const z = lowering.emit('Mul', [centred, factor])
  lowering.setPlain(y, alpha === 1 ? z : lowering.emit('LeakyRelu', [z], { alpha: { float: alpha } }))
  lowering.setPlain(mean, lowering.reshape(m, [n, channels]))
  lowering.setPlain(rate, lowering.reshape(r, [n, channels]))
}

/** '@InstanceNormGrad' (dy, x, mean, rate[, scale]) gives dx. */
export function lowerInstanceNormGradient(lowering: Lowering, node: Node): void {
  const x = node.input(1)
  const [n = 1] = x.shape
  const channels = x.shape.at(-1) ?? 1
  const scale = node.inputs[4] ?? null
  const blocked = lowering.canBlock(x) || lowering.canSlice(x)
  const filled = blocked ? lowering.filledUp(channels) : channels
  const vector = (value: Value): string => fitted(lowering, lowering.plain(value), n, channels, filled)
  const [m, r, s] = [vector(node.input(2)), vector(node.input(3)), scale && vector(scale)]
  if (blocked) blockedGradient(lowering, node, m, r, s)
  else plainGradient(lowering, node, m, r, s)
}

/** '@SpatialDropout' (x, mask): every map times its number in the mask, [N, C]. */
export function lowerSpatialDropout(lowering: Lowering, node: Node): void {
  const x = node.input(0)
  const output = node.output(0)
  const n = x.shape[0] ?? 1
  const channels = x.shape.at(-1) ?? 1
  const mask = scaleVector(lowering, node.input(1), n, channels)
  if (lowering.canBlock(x) && lowering.isBlocked(x)) {
    const name = affine(lowering, x, lowering.blocked4(x), mask, null, null, {})
    lowering.setBlocked4(output, lowering.reshape(name, channelsFirst(x.shape)))
    return
  }
  const perMap = [n, ...x.shape.slice(1, -1).map(() => 1), channels]
  lowering.setPlain(output, lowering.emit('Mul', [lowering.plain(x), lowering.reshape(mask, perMap)]))
}

function blockedGradient(lowering: Lowering, node: Node, m: string, r: string, s: string | null): void {
  const dy = node.input(0)
  const x = node.input(1)
  const [n = 1] = x.shape
  const channels = x.shape.at(-1) ?? 1
  const pixels = elements(x.shape) / n / channels
  const alpha = node.real('alpha', 1)
  const multiply = (p: string, q: string): string => lowering.emit('Mul', [p, q])
  const maps = mapsOf(lowering, x)
  let gradients = mapsOf(lowering, dy)
  if (alpha !== 1) {
    // the slope of the leaky ReLU, clip(1e30 · rate · (x - mean), alpha, 1): one pass, no comparison, no mask
    const steep = multiply(r, lowering.float32(1e30))
    const offset = lowering.emit('Neg', [multiply(steep, m)])
    const clip = { activation: 'Clip', activation_params: { floats: [alpha, 1] } }
    gradients = gradients.map((gradient, index) => {
      const map = maps[index]!
      const slope = affine(lowering, map, lowering.blocked4(map), steep, offset, null, clip)
      const sloped = new Value(map.shape, 'float32')
      const product = multiply(lowering.blocked4(gradient), lowering.reshape(slope, channelsFirst(map.shape)))
      lowering.setBlocked4(sloped, product)
      return sloped
    })
  }
  const total = multiply(averageOf(lowering, gradients), lowering.float32(pixels))
  const products = sumOf(
    lowering,
    maps.map((map, index) =>
      productSum(lowering, map, lowering.blocked4(gradients[index]!), lowering.blocked4(map)),
    ),
  )
  const a = s ? multiply(r, s) : r
  // dx = a·g - a/M · Σg - q · (x - mean),  q = a · rate² · k / M · Σ g (x - mean)
  const centredProducts = lowering.emit('Sub', [products, multiply(m, total)])
  const share = multiply(a, lowering.float32(-1 / pixels))
  const q = multiply(multiply(share, rateGradient(lowering, node, r)), centredProducts)
  const shift = lowering.emit('Sub', [multiply(share, total), multiply(q, m)])
  const results = maps.map((map, index) => {
    const rest = affine(lowering, map, lowering.blocked4(map), q, shift, null, {})
    return affine(lowering, map, lowering.blocked4(gradients[index]!), a, null, rest, {})
  })
  setMaps(lowering, node.output(0), results)
}

function plainGradient(lowering: Lowering, node: Node, m: string, r: string, s: string | null): void {
  const x = node.input(1)
  const [n = 1] = x.shape
  const axes = spatialAxes(x.shape.length - 2)
  const perMap = [n, ...axes.map(() => 1), x.shape.at(-1) ?? 1]
  const alpha = node.real('alpha', 1)
  const multiply = (a: string, b: string): string => lowering.emit('Mul', [a, b])
  const centred = lowering.emit('Sub', [lowering.plain(x), lowering.reshape(m, perMap)])
  let g = lowering.plain(node.input(0))
  if (alpha !== 1) {
    const positive = lowering.emit('Greater', [centred, lowering.float32(0)])
    g = lowering.emit('Where', [positive, g, multiply(g, lowering.float32(alpha))])
  }
  const meanProduct = lowering.mean(multiply(g, centred), axes, 1)
  const q = multiply(meanProduct, lowering.reshape(rateGradient(lowering, node, r), perMap))
  const level = lowering.emit('Sub', [g, lowering.mean(g, axes, 1)])
  const dx = lowering.emit('Sub', [level, multiply(centred, q)])
  const factor = lowering.reshape(s ? multiply(r, s) : r, perMap)
  lowering.setPlain(node.output(0), multiply(dx, factor))
}

function rateOf(lowering: Lowering, node: Node, variance: string): string {
  const epsilon = lowering.float32(node.real('epsilon', 1e-5))
  if (node.attributes.on === 'deviation')
    return lowering.emit('Reciprocal', [lowering.emit('Add', [lowering.emit('Sqrt', [variance]), epsilon])])
  return lowering.emit('Reciprocal', [lowering.emit('Sqrt', [lowering.emit('Add', [variance, epsilon])])])
}

/**
 * rate² · k, where k = (deviation + ε) / deviation if ε is added to the deviation, else 1. With u = 1 - ε · rate,
 * k = 1 / u; u / (u² + 1e-6) goes to nought, its limit times the deviation, where a map is constant.
 */
function rateGradient(lowering: Lowering, node: Node, r: string): string {
  const square = lowering.emit('Mul', [r, r])
  if (node.attributes.on !== 'deviation') return square
  const epsilon = lowering.float32(node.real('epsilon', 1e-5))
  const u = lowering.emit('Sub', [lowering.float32(1), lowering.emit('Mul', [r, epsilon])])
  const safe = lowering.emit('Add', [lowering.emit('Mul', [u, u]), lowering.float32(1e-6)])
  return lowering.emit('Mul', [square, lowering.emit('Div', [u, safe])])
}

const leaky = (alpha: number): Attributes => ({
  activation: 'LeakyRelu',
  activation_params: { floats: [alpha] },
})

const scaleVector = (lowering: Lowering, scale: Value, n: number, channels: number): string =>
  lowering.reshape(lowering.plain(scale), [n, channels])

/** a·x + b (+ addend, in place), then an activation: one pass over the map. a, b: [N, C]. */
function affine(
  lowering: Lowering,
  like: Value,
  map: string,
  a: string,
  b: string | null,
  addend: string | null,
  activation: Attributes,
): string {
  const [n = 1, height = 1, width = 1, channels = 1] = like.shape
  const maps = n * channels
  return lowering.blockedOp(
    'Conv',
    [
      lowering.reshape(map, [1, maps, height, width]),
      lowering.reshape(a, [maps, 1, 1, 1]),
      b && lowering.reshape(b, [maps]),
      ...(addend ? [addend] : []),
    ],
    { kernel_shape: [1, 1], group: maps, ...activation },
  )
}

/** Σ over the pixels of p · q, per image and channel: [N, C]. */
function productSum(lowering: Lowering, like: Value, p: string, q: string): string {
  const [n = 1, height = 1, width = 1, channels = 1] = like.shape
  const maps = n * channels
  const operands = [
    lowering.reshape(p, [1, maps, height, width]),
    lowering.reshape(q, [maps, 1, height, width]),
  ]
  const sums = lowering.blockedOp('Conv', operands, { kernel_shape: [height, width], group: maps })
  return lowering.reshape(sums, [n, channels])
}
