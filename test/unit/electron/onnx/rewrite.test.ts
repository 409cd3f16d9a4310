import { expect, test } from 'vitest'
import { float32Scalar, known, op, severalOutputs, type Value } from '#electron/onnx/ir'
import { rewrite } from '#electron/onnx/rewrite'
import { collect } from '#electron/onnx/signature'

const window = { strides: [1, 1], dilations: [1, 1], pads: [1, 1, 1, 1] }
const shape = [2, 4, 4, 16]
const map = (dims: number[] = shape): Value =>
  known(new Float32Array(dims.reduce((product, size) => product * size, 1)), dims, 'float32')
const conv = (x: Value, outputs = 16): Value =>
  op('@Conv', [x, map([3, 3, x.shape[3]!, outputs])], window, [...x.shape.slice(0, 3), outputs])
const norm = (x: Value): readonly Value[] => {
  const perMap = { shape: [2, 16], dtype: 'float32' } as const
  const attributes = { epsilon: { float: 1e-3 }, on: 'deviation', alpha: { float: 0.3 } }
  return severalOutputs('@InstanceNorm', [x], attributes, [{ shape, dtype: 'float32' }, perMap, perMap])
}

/** The operators that are left, constants apart. */
const operators = (outputs: Value[], block = 16): string[] =>
  rewrite(collect(outputs).nodes, outputs, { block })
    .map((node) => node.op)
    .filter((name) => name !== '@Const')

test('bias and activation go into the convolution', () => {
  const sum = op('Add', [conv(map()), map([16])], {}, shape)
  expect(operators([op('Relu', [sum], {}, shape)])).toEqual(['@Conv'])
})

test('a bias stays outside when the convolution is read twice', () => {
  const product = conv(map())
  const sum = op('Add', [product, map([16])], {}, shape)
  expect(operators([op('Mul', [sum, product], {}, shape)])).toEqual(['@Conv', 'Add', 'Mul'])
})

test('the sign of an activation is asked of its output, so the activation can go into the convolution', () => {
  const product = conv(map())
  const activated = op('LeakyRelu', [product], { alpha: { float: 0.3 } }, shape)
  const sign = op('Greater', [product, float32Scalar(0)], {}, shape, 'bool')
  expect(operators([activated, sign])).toEqual(['@Conv', 'Greater'])
})

test('a mask of spatial dropout goes into the norm before it, and into the gradient of that norm', () => {
  const x = map()
  const mask = map([2, 16])
  const [y, mean, rate] = norm(x) as [Value, Value, Value]
  expect(operators([op('@SpatialDropout', [y, mask], {}, shape)])).toEqual(['@InstanceNorm'])
  const masked = op('@SpatialDropout', [map(), mask], {}, shape)
  const gradient = op('@InstanceNormGrad', [masked, x, mean, rate], {}, shape)
  expect(operators([gradient])).toEqual(['@InstanceNorm', '@InstanceNormGrad'])
})

test('a mask that is computed from the norm itself stays where it is', () => {
  const [y] = norm(map()) as [Value, Value, Value]
  const mask = op('ReduceMax', [y], {}, [2, 16])
  expect(operators([op('@SpatialDropout', [y, mask], {}, shape)])).toContain('@SpatialDropout')
})

test('the bias before a norm has no gradient', () => {
  const x = map()
  const [, mean, rate] = norm(x) as [Value, Value, Value]
  const dx = op('@InstanceNormGrad', [map(), x, mean, rate], {}, shape)
  expect(operators([op('@ReduceSpatial', [dx], { mean: 0, batch: 1 }, [16])])).toEqual([])
})

test('an upsampled convolution works on the small map, blocked only', () => {
  const up = op('@UpNearest', [map()], { scale: [2, 2] }, [2, 8, 8, 16])
  expect(operators([conv(up)])).toEqual(['@UpConv'])
  expect(operators([conv(up)], 0)).toEqual(['@UpNearest', '@Conv'])
})

test('the gradient of a concatenation is computed part by part', () => {
  const filter = map([3, 3, 32, 16])
  const dx = op('@ConvDX', [map(), filter], window, [2, 4, 4, 32])
  const half = { shape, dtype: 'float32' } as const
  expect(operators([...severalOutputs('@SplitC', [dx], {}, [half, half])])).toEqual(['@ConvDXParts'])
})

/** A batch norm of a concatenation and a convolution of it, with the gradient of the first part. */
function normOfConcatenation(size: number): Value[] {
  const parts = [map(), map()]
  const wide = [2, 4, 4, 32]
  const perChannel = { shape: [32], dtype: 'float32' } as const
  const attributes = { epsilon: { float: 1e-3 }, activation: 'elu' }
  const x = op('@ConcatC', parts, {}, wide)
  const maps = { shape: wide, dtype: 'float32' } as const
  const [y, mean, rate] = severalOutputs('@BatchNorm', [x, map([32])], attributes, [
    maps,
    perChannel,
    perChannel,
  ]) as [Value, Value, Value]
  const filter = map([size, size, 32, 16])
  const pads = new Array<number>(4).fill((size - 1) / 2)
  const next = op('@Conv', [y, filter], { ...window, pads }, shape)
  const dy = op('@ConvDX', [map(), filter], { ...window, pads }, wide)
  const [dx] = severalOutputs('@BatchNormGrad', [x, y, mean, rate, dy], attributes, [maps, perChannel])
  const each = { shape, dtype: 'float32' } as const
  const [first] = severalOutputs('@SplitC', [dx!], {}, [each, each])
  return [next, first!]
}

test('a batch norm of a concatenation is computed part by part, and so are its gradient and that of the convolution', () => {
  expect(operators(normOfConcatenation(3)).sort()).toEqual(
    ['@BatchNorm', '@BatchNormGrad', '@ConcatC', '@Conv', '@ConvDXParts'].sort(),
  )
})

test('a batch norm before a pointwise convolution is computed whole', () => {
  expect(operators(normOfConcatenation(1))).toContain('@SplitC')
})
