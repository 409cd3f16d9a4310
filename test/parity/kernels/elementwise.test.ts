import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { fallbacksOfEngine } from '#electron/onnx/engine'
import { lowerings, noiseTensor, on, reference, relativeError } from '../onEngines'

type Calculation = (x: tf.Tensor, y: tf.Tensor) => tf.Tensor

// y is positive wherever a logarithm, a root or a division needs it
const positive = (y: tf.Tensor): tf.Tensor => tf.add(tf.abs(y), 0.25)

const calculations: Record<string, Calculation> = {
  Abs: (x) => tf.abs(x),
  Acos: (x) => tf.acos(x),
  Acosh: (_, y) => tf.acosh(tf.add(y, 2.5)),
  Add: (x, y) => tf.add(x, y),
  AddN: (x, y) => tf.addN([x, y, x]),
  Asin: (x) => tf.asin(x),
  Asinh: (x) => tf.asinh(tf.mul(x, 4)),
  Atan: (x) => tf.atan(tf.mul(x, 4)),
  'Atan2, in all quarters and upright': (x, y) => tf.atan2(tf.round(tf.mul(x, 2)), tf.round(tf.mul(y, 2))),
  Atanh: (x) => tf.atanh(tf.mul(x, 0.9)),
  Ceil: (x) => tf.ceil(tf.mul(x, 3.3)),
  ClipByValue: (x) => tf.clipByValue(x, -0.5, 0.25),
  Cos: (x) => tf.cos(x),
  Cosh: (x) => tf.cosh(x),
  Elu: (x) => tf.elu(x),
  EluGrad: (x) => tf.grad((t) => tf.elu(t))(x),
  Equal: (x, y) => tf.equal(tf.round(x), tf.round(y)),
  Erf: (x) => tf.erf(x),
  Exp: (x) => tf.exp(x),
  'Exp of whole numbers': (x) => tf.exp(tf.cast(tf.mul(x, 8), 'int32')),
  Expm1: (x) => tf.expm1(x),
  Floor: (x) => tf.floor(tf.mul(x, 3.3)),
  FloorDiv: (x, y) => tf.floorDiv(tf.round(tf.mul(x, 9)), tf.add(tf.round(tf.mul(y, 3)), 0.5)),
  'FloorDiv of whole numbers': (x, y) =>
    tf.floorDiv(tf.cast(tf.mul(x, 99), 'int32'), tf.sub(tf.mul(tf.cast(tf.mul(y, 4), 'int32'), 2), 1)),
  Greater: (x, y) => tf.greater(x, y),
  GreaterEqual: (x, y) => tf.greaterEqual(x, y),
  IsFinite: (x) => tf.isFinite(tf.div(1, tf.round(x))),
  IsInf: (x) => tf.isInf(tf.div(1, tf.round(x))),
  IsNan: (x) => tf.isNaN(tf.log(x)),
  LeakyRelu: (x) => tf.leakyRelu(x, 0.3),
  'LeakyRelu, its gradient': (x) => tf.grad((t) => tf.leakyRelu(t, 0.3))(x),
  Less: (x, y) => tf.less(x, y),
  LessEqual: (x, y) => tf.lessEqual(x, y),
  Log: (_, y) => tf.log(positive(y)),
  Log1p: (_, y) => tf.log1p(positive(y)),
  LogicalAnd: (x, y) => tf.logicalAnd(tf.greater(x, 0), tf.greater(y, 0)),
  LogicalNot: (x) => tf.logicalNot(tf.greater(x, 0)),
  LogicalOr: (x, y) => tf.logicalOr(tf.greater(x, 0), tf.greater(y, 0)),
  Maximum: (x, y) => tf.maximum(x, y),
  Minimum: (x, y) => tf.minimum(x, y),
  Mod: (x, y) => tf.mod(tf.mul(x, 4), tf.add(tf.round(tf.mul(y, 3)), 0.5)),
  'Mod of whole numbers': (x, y) =>
    tf.mod(tf.cast(tf.mul(x, 99), 'int32'), tf.sub(tf.mul(tf.cast(tf.mul(y, 4), 'int32'), 2), 1)),
  Multiply: (x, y) => tf.mul(x, y),
  'Multiply by one number a channel': (x) => tf.mul(x, noiseTensor([x.shape.at(-1)!], 9)),
  'Multiply by one number an image and channel': (x) =>
    tf.mul(x, noiseTensor([x.shape[0]!, 1, 1, x.shape.at(-1)!], 9)),
  Neg: (x) => tf.neg(x),
  NotEqual: (x, y) => tf.notEqual(tf.round(x), tf.round(y)),
  OnesLike: (x) => tf.onesLike(x),
  Pow: (x, y) => tf.pow(positive(x), y),
  Prelu: (x, y) => tf.prelu(x, y),
  RealDiv: (x, y) => tf.div(x, positive(y)),
  Reciprocal: (_, y) => tf.reciprocal(positive(y)),
  Relu: (x) => tf.relu(x),
  'Relu, its gradient': (x) => tf.grad((t) => tf.relu(t))(x),
  Relu6: (x) => tf.relu6(tf.mul(x, 9)),
  Round: (x) => tf.round(tf.mul(x, 3.3)),
  Rsqrt: (_, y) => tf.rsqrt(positive(y)),
  Select: (x, y) => tf.where(tf.greater(x, 0), x, y),
  Selu: (x) => tf.selu(x),
  Sigmoid: (x) => tf.sigmoid(x),
  Sign: (x) => tf.sign(x),
  Sin: (x) => tf.sin(x),
  Sinh: (x) => tf.sinh(x),
  Softplus: (x) => tf.softplus(x),
  Sqrt: (_, y) => tf.sqrt(positive(y)),
  Square: (x) => tf.square(x),
  SquaredDifference: (x, y) => tf.squaredDifference(x, y),
  Step: (x) => tf.step(x, 0.25),
  Sub: (x, y) => tf.sub(x, y),
  Tan: (x) => tf.tan(tf.mul(x, 1.5)),
  Tanh: (x) => tf.tanh(x),
  ZerosLike: (x) => tf.zerosLike(x),
}

// float32 functions that agree to some units in the last place, on values of order one
const tolerance = 2e-6

/** The same on a plain map, and on one that a convolution has left in the blocked layout. */
const both =
  (calculate: Calculation): (() => tf.Tensor[]) =>
  () => {
    const x = noiseTensor([2, 5, 4, 16], 1)
    const y = noiseTensor([2, 5, 4, 16], 2)
    const unit = tf.reshape(tf.eye(16), [1, 1, 16, 16]) as tf.Tensor4D
    const through = (t: tf.Tensor): tf.Tensor => tf.conv2d(t as tf.Tensor4D, unit, 1, 'same')
    return [calculate(x, y), calculate(through(x), through(y))]
  }

for (const [lowering, engine] of lowerings) {
  test.each(Object.entries(calculations))(
    `%s agrees with the reference, ${lowering}`,
    async (_, calculate) => {
      const expected = await on(reference, both(calculate))
      const found = await on(engine, both(calculate))
      found.forEach((data, index) => expect(relativeError(data, expected[index]!)).toBeLessThan(tolerance))
    },
  )

  test(`none of these kernels ran on the cpu backend, ${lowering}`, () => {
    expect([...fallbacksOfEngine().keys()]).toEqual([])
  })
}
