import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { useEngine } from '#electron/onnx/engine'
import { compileStep } from '#electron/onnx/step'
import { noise, noiseTensor } from '../../../parity/onEngines'

beforeAll(async () => void (await useEngine({ threads: 1 })))

const filterOf = (seed: number): tf.Tensor4D => noiseTensor([3, 3, 16, 16], seed) as tf.Tensor4D
const close = (found: Float32Array, expected: Float32Array): void =>
  found.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 3))

test('a prediction sees weights that were assigned, and weights that a traced step wrote, run after run', () => {
  const filter = tf.variable(filterOf(1))
  const bias = tf.variable(tf.tensor1d(noise(16, 2)))
  const image = noiseTensor([1, 6, 5, 16], 3) as tf.Tensor4D
  const network = (x: tf.Tensor): tf.Tensor =>
    tf.relu(tf.add(tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same'), bias))
  const predict = compileStep(network)
  const train = compileStep((rate: tf.Tensor) => {
    filter.assign(tf.mul(filter, rate) as tf.Tensor4D)
    return tf.sum(filter)
  })
  const eager = (): Float32Array => tf.tidy(() => network(image).dataSync() as Float32Array)

  close(predict(image)[0]!, eager())
  filter.assign(filterOf(4))
  close(predict(image)[0]!, eager())
  const rate = tf.scalar(0.9)
  for (let step = 0; step < 5; step++) {
    train(rate)
    close(predict(image)[0]!, eager())
    close(predict(image)[0]!, eager())
  }
  predict.dispose()
  train.dispose()
  tf.dispose([filter, bias, image, rate])
})

test('what depends on weights alone is no part of what is run for each image', () => {
  const filter = tf.variable(filterOf(5))
  const image = noiseTensor([1, 6, 6, 16], 6)
  const scale = tf.variable(tf.scalar(2))
  const layers = (x: tf.Tensor): tf.Tensor =>
    [1, 2, 3].reduce((maps) => tf.conv2d(maps as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same'), x)
  const predict = compileStep(layers)
  const train = compileStep((x: tf.Tensor) => {
    scale.assign(tf.mul(scale, 2) as tf.Scalar)
    return layers(x)
  })
  const [predicted, trained] = [predict(image)[0]!, train(image)[0]!]
  close(predicted, trained)
  const nodes = (step: typeof predict): number => step.traces()[0]!.nodes
  expect(nodes(predict)).toBeLessThan(nodes(train) - 3)
  predict.dispose()
  train.dispose()
  tf.dispose([filter, image, scale])
})
