import * as tf from '@tensorflow/tfjs'
import { expect, test } from 'vitest'
import { fallbacksOfEngine } from '#electron/onnx/engine'
import { lowerings, noiseTensor, on, reference, relativeError } from '../onEngines'

interface Mode {
  readonly name: string
  readonly alignCorners: boolean
  readonly halfPixelCenters: boolean
  /** networks.md A0.7: [0, 1, 2] twice as large. */
  readonly doubled: readonly number[]
}

const modes: readonly Mode[] = [
  { name: 'T', alignCorners: false, halfPixelCenters: false, doubled: [0, 0.5, 1, 1.5, 2, 2] },
  { name: 'H', alignCorners: false, halfPixelCenters: true, doubled: [0, 0.25, 0.75, 1.25, 1.75, 2] },
  { name: 'A', alignCorners: true, halfPixelCenters: false, doubled: [0, 0.4, 0.8, 1.2, 1.6, 2] },
]
const sizes: readonly [number, number][] = [
  [10, 8],
  [7, 9],
  [3, 2],
  [1, 1],
]
const images = (): tf.Tensor4D => noiseTensor([2, 5, 4, 3]) as tf.Tensor4D

type Resize = (t: tf.Tensor4D, size: [number, number], mode: Mode) => tf.Tensor4D
const methods: Record<string, Resize> = {
  bilinear: (t, size, { alignCorners, halfPixelCenters }) =>
    tf.image.resizeBilinear(t, size, alignCorners, halfPixelCenters),
  nearest: (t, size, { alignCorners, halfPixelCenters }) =>
    tf.image.resizeNearestNeighbor(t, size, alignCorners, halfPixelCenters),
}

/** Resizing is linear, so its gradient is what each pixel set to one alone contributes: no small differences needed. */
function gradientByPixels(resize: Resize, size: [number, number], mode: Mode, weights: tf.Tensor): tf.Tensor {
  const { shape } = images()
  const count = shape.reduce((product, side) => product * side, 1)
  const slopes = Array.from({ length: count }, (_, pixel) => {
    const alone = tf.reshape(tf.oneHot(tf.tensor1d([pixel], 'int32'), count), shape) as tf.Tensor4D
    return tf.sum(tf.mul(resize(tf.cast(alone, 'float32'), size, mode), weights))
  })
  return tf.stack(slopes)
}

for (const [lowering, engine] of lowerings)
  for (const [method, resize] of Object.entries(methods))
    test.each(modes)(
      `${method} resizing and its gradient, mode $name of networks.md A0.7, ${lowering}`,
      async (mode) => {
        for (const size of sizes) {
          const weights = (): tf.Tensor => noiseTensor([2, ...size, 3], 5)
          const [expected] = await on(reference, () => resize(images(), size, mode))
          const [slopes] = await on(reference, () => gradientByPixels(resize, size, mode, weights()))
          const [found, gradient] = await on(engine, () => [
            resize(images(), size, mode),
            tf.grad((t) => tf.sum(tf.mul(resize(t as tf.Tensor4D, size, mode), weights())))(images()),
          ])
          expect(relativeError(found!, expected!)).toBeLessThan(1e-5)
          expect(relativeError(gradient!, slopes!)).toBeLessThan(1e-5)
        }
        expect([...fallbacksOfEngine().keys()]).toEqual([])
      },
    )

test.each(modes)('three pixels become six as networks.md A0.7 has them, mode $name', async (mode) => {
  const [found] = await on(lowerings[0]![1], () =>
    methods.bilinear!(tf.tensor4d([0, 1, 2], [1, 1, 3, 1]), [1, 6], mode),
  )
  expect(relativeError(found!, Float32Array.from(mode.doubled))).toBeLessThan(1e-6)
})
