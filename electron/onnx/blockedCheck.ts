import { compile } from './graphCache'
import { elements, float32Scalar, known, op, severalOutputs, type Value } from './ir'
import { inputName, outputName } from './lower'
import type { RuntimeTensor } from './runtime'

const images = 2
const side = 6

/**
 * Runs one small graph that uses every blocked operator, blocked and plain, and answers the block size if both agree,
 * else 0. The blocked operators are not a published interface: a new version may change them, or leave them out.
 */
export function blockedAgrees(block: number): number {
  if (block === 0) return 0
  try {
    const outputs = everyBlockedOperator(block)
    const blocked = run(outputs, block)
    const plain = run(outputs, 0)
    const agree = blocked.every((list, index) => close(list, plain[index] ?? new Float32Array(0)))
    return agree ? block : 0
  } catch {
    return 0 // an operator is missing or refuses: the plain path needs none of them
  }
}

function everyBlockedOperator(block: number): readonly Value[] {
  const map = (channels: number, seed: number): Value => {
    const shape = [images, side, side, channels]
    return known(noise(elements(shape), seed), shape, 'float32')
  }
  const filter = (inputs: number, outputs: number, seed: number): Value => {
    const shape = [3, 3, inputs, outputs]
    return known(noise(elements(shape), seed), shape, 'float32')
  }
  const window = { strides: [1, 1], dilations: [1, 1], pads: [1, 1, 1, 1] }
  const halving = { strides: [2, 2], dilations: [1, 1], pads: [0, 0, 1, 1] }
  const x = map(1, 1)
  const shape = [images, side, side, block]
  const first = op('@Conv', [x, filter(1, block, 2)], window, shape)
  const norm = { epsilon: { float: 1e-3 }, on: 'deviation', alpha: { float: 0.3 } }
  const perMap = { shape: [images, block], dtype: 'float32' } as const
  const [y, mean, rate] = severalOutputs('@InstanceNorm', [first], norm, [
    { shape, dtype: 'float32' },
    perMap,
    perMap,
  ]) as [Value, Value, Value]
  const doubled = [images, 2 * side, 2 * side, block]
  const weights = filter(block, 2 * block, 3)
  const halved = op('@Conv', [y, weights], halving, [images, side / 2, side / 2, 2 * block])
  const up = op('@UpNearest', [halved], { scale: [2, 2] }, [images, side, side, 2 * block])
  const joined = op('@ConcatC', [y, up], {}, [images, side, side, 3 * block])
  const last = op('@Conv', [joined, filter(3 * block, block, 4)], window, shape)
  const pooled = op(
    '@MaxPool',
    [last],
    { strides: [2, 2], dilations: [1, 1], pads: [0, 0, 0, 0], kernel: [2, 2] },
    [images, side / 2, side / 2, block],
  )
  const dy = op('Mul', [last, float32Scalar(0.1)], {}, shape)
  const upFilter = filter(block, block, 5)
  const upConv = op('@Conv', [op('@UpNearest', [dy], { scale: [2, 2] }, doubled), upFilter], window, doubled)
  const upGradient = op(
    '@UpNearestGrad',
    [op('@ConvDX', [upConv, upFilter], window, doubled)],
    { scale: [2, 2] },
    shape,
  )
  return [
    pooled,
    upConv,
    upGradient,
    op('@InstanceNormGrad', [dy, first, mean, rate], norm, shape),
    op('@ConvDW', [x, dy], window, [3, 3, 1, block]),
    op('@ConvDW', [y, halved], halving, weights.shape),
    op('@ConvDX', [halved, weights], halving, shape),
    op('@ReduceSpatial', [dy], { mean: 0, batch: 1 }, [block]),
  ]
}

function run(outputs: readonly Value[], block: number): Float32Array[] {
  const { session, inputs } = compile(outputs, { block, threads: 1 })
  const feeds: Record<string, RuntimeTensor> = {}
  inputs.forEach((value, index) => {
    if (value.tensor) feeds[inputName(index)] = value.tensor
  })
  const results = session.run(feeds)
  session.dispose()
  return outputs.map((_, index) => results[outputName(index)]?.data as Float32Array)
}

/** Equal to a thousandth of the greatest: sums of a few hundred products in float32, in another order. */
function close(a: Float32Array, b: Float32Array): boolean {
  const greatest = b.reduce((most, each) => Math.max(most, Math.abs(each)), 1e-6)
  return (
    a.length === b.length && a.every((each, index) => Math.abs(each - (b[index] ?? NaN)) <= 1e-3 * greatest)
  )
}

/** Numbers between -1 and 1 without a pattern, the same each time. */
const noise = (count: number, seed: number): Float32Array =>
  Float32Array.from({ length: count }, (_, index) => Math.sin((index + 1) * 12.9898 + seed * 78.233))
