import * as tf from '@tensorflow/tfjs'
import { compileStep } from './step'

interface Check {
  readonly name: string
  readonly run: () => tf.Tensor | Float32Array
  readonly expected: readonly number[]
}

/** What the engine in use computed wrongly, a sentence each, and how many checks there are. */
export function wrongAnswers(): { readonly checks: number; readonly problems: string[] } {
  const problems: string[] = []
  const list = checks()
  for (const { name, run, expected } of list) {
    const found = numbersOf(run)
    const agrees =
      found.length === expected.length &&
      found.every((value, index) => Math.abs(value - (expected[index] ?? NaN)) < 1e-3)
    if (!agrees) problems.push(`${name}: ${[...found].join(', ')} instead of ${expected.join(', ')}`)
  }
  return { checks: list.length, problems }
}

function numbersOf(run: Check['run']): Float32Array {
  const result = run()
  if (result instanceof Float32Array) return result
  const numbers = Float32Array.from(result.dataSync())
  result.dispose()
  return numbers
}

const ones = (shape: [number, number, number, number]): tf.Tensor4D => tf.ones(shape)

function checks(): Check[] {
  return [
    {
      name: 'a 3x3 convolution of ones counts the pixels that it sees',
      run: () => tf.tidy(() => tf.conv2d(ones([1, 3, 3, 1]), ones([3, 3, 1, 1]), 1, 'same')),
      expected: [4, 6, 4, 6, 9, 6, 4, 6, 4],
    },
    {
      name: 'stride two pads at the end only',
      run: () => tf.tidy(() => tf.conv2d(ones([1, 4, 4, 1]), ones([3, 3, 1, 1]), 2, 'same')),
      expected: [9, 6, 6, 4],
    },
    {
      name: 'the gradient of a sum of a convolution with respect to its filter',
      run: () =>
        tf.tidy(() =>
          tf.grad((filter) => tf.conv2d(ones([2, 3, 3, 1]), filter as tf.Tensor4D, 1, 'same'))(
            ones([3, 3, 1, 1]),
          ),
        ),
      expected: [8, 12, 8, 12, 18, 12, 8, 12, 8],
    },
    {
      name: 'the gradient of a sum of a convolution with respect to its input',
      run: () =>
        tf.tidy(() =>
          tf.grad((x) => tf.conv2d(x as tf.Tensor4D, ones([3, 3, 1, 1]), 1, 'same'))(ones([1, 3, 3, 1])),
        ),
      expected: [4, 6, 4, 6, 9, 6, 4, 6, 4],
    },
    {
      name: 'nearest upsampling repeats',
      run: () => tf.tidy(() => tf.image.resizeNearestNeighbor(tf.tensor4d([1, 2], [1, 1, 2, 1]), [2, 4])),
      expected: [1, 1, 2, 2, 1, 1, 2, 2],
    },
    {
      name: 'a step of gradient descent, five times',
      run: descend,
      expected: [1, 0.64, 0.4096, 0.262144, 0.167772],
    },
  ]
}

/** w² from w = 1 with a learning rate of 0.1: w becomes 0.8 · w, w² becomes 0.64 · w². */
function descend(): Float32Array {
  const weight = tf.tidy(() => tf.variable(tf.ones([1])))
  const start = tf.zeros([1])
  const step = compileStep((offset: tf.Tensor) => {
    const { value, grads } = tf.variableGrads(() => tf.sum(tf.square(tf.add(weight, offset))), [weight])
    const gradient = grads[weight.name]
    if (gradient) weight.assign(tf.sub(weight, tf.mul(gradient, 0.1)) as tf.Tensor1D)
    return value
  })
  const losses = Float32Array.from({ length: 5 }, () => step(start)[0]?.[0] ?? NaN)
  step.dispose()
  tf.dispose([weight, start])
  return losses
}
