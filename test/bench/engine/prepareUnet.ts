import * as tf from '@tensorflow/tfjs'
import { fallbacksOfEngine, useEngine } from '#electron/onnx/engine'
import { compileStep } from '#electron/onnx/step'
import { DropoutMasks } from '#models/layers/DropoutMasks'
import { lossCatalogue } from '#models/losses/catalogue'
import { logitsOf, trainableVariables } from '#models/networks/logits'
import { unet2d } from '#models/networks/unet2d'
import { Adam } from '#models/optimisers/Adam'

export interface BenchSettings {
  readonly batch: number
  /** Pixels of a side of the square images. */
  readonly side: number
  readonly threads: number
  readonly seed: number
}

/** unet-2d ready to be timed: whole training steps (masks drawn anew, loss, gradients, Adam) and predictions. */
export async function prepareUnet({ batch, side, threads, seed }: BenchSettings) {
  await useEngine({ threads })
  const model = unet2d({ size: [side, side], seed })
  const logits = logitsOf(model)
  const adam = new Adam(trainableVariables(model), { learningRate: 1e-4 })
  const masks = new DropoutMasks(model, seed)
  const train = compileStep((x: tf.Tensor, truth: tf.Tensor, labelled: tf.Tensor, drawn: tf.Tensor) =>
    masks.during(drawn as tf.Tensor2D, () =>
      adam.minimise(() =>
        lossCatalogue['ce+dice'].loss({
          logits: logits.apply(x, { training: true }) as tf.Tensor4D,
          truth: truth as tf.Tensor4D,
          labelled: labelled as tf.Tensor2D,
        }),
      ),
    ),
  )
  const predict = compileStep((x: tf.Tensor) => model.apply(x) as tf.Tensor)
  const x = tf.randomNormal([batch, side, side, 1], 0, 1, 'float32', seed)
  const truth = tf.cast(tf.greater(tf.tile(x, [1, 1, 1, 3]), 0.5), 'float32')
  const labelled = tf.ones([batch, 3])
  let number = 0
  const steps = {
    train: () => {
      const drawn = masks.draw(batch, number++)
      train(x, truth, labelled, drawn)
      drawn.dispose()
    },
    predict: () => predict(x),
  }
  return {
    time: (what: keyof typeof steps, count: number): number[] =>
      Array.from({ length: count }, () => {
        const start = performance.now()
        steps[what]()
        return performance.now() - start
      }),
    facts: () => ({
      nodes: train.traces()[0]?.nodes ?? 0,
      fallbacks: [...fallbacksOfEngine().keys()].join(', '),
      rssMb: Math.round(process.memoryUsage().rss / 1e6),
    }),
  }
}
