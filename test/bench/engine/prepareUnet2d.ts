import * as tf from '@tensorflow/tfjs'
import { compileStep } from '#electron/onnx/step'
import { DropoutMasks } from '#models/layers/DropoutMasks'
import { lossCatalogue } from '#models/losses/catalogue'
import { logitsOf, trainableVariables } from '#models/networks/logits'
import { unet2d } from '#models/networks/unet2d'
import { Adam } from '#models/optimisers/Adam'
import { parametersOf, type Prepare } from './prepared'

/** unet-2d: masks drawn anew, cross-entropy and Dice, gradients, Adam. */
export const prepareUnet2d: Prepare = ({ batch, size, seed }, options) => {
  const [height = 0, width = 0] = size
  const model = unet2d({ size: [height, width], seed })
  const logits = logitsOf(model)
  const variables = trainableVariables(model)
  const adam = new Adam(variables, { learningRate: 1e-4 })
  const masks = new DropoutMasks(model, seed)
  const train = compileStep(
    (x: tf.Tensor, truth: tf.Tensor, labelled: tf.Tensor, drawn: tf.Tensor) =>
      masks.during(drawn as tf.Tensor2D, () =>
        adam.minimise(() =>
          lossCatalogue['ce+dice'].loss({
            logits: logits.apply(x, { training: true }) as tf.Tensor4D,
            truth: truth as tf.Tensor4D,
            labelled: labelled as tf.Tensor2D,
          }),
        ),
      ),
    options,
  )
  const predict = compileStep((x: tf.Tensor) => model.apply(x) as tf.Tensor, options)
  const x = tf.randomNormal([batch, height, width, 1], 0, 1, 'float32', seed)
  const truth = tf.tidy(() => tf.cast(tf.greater(tf.tile(x, [1, 1, 1, 3]), 0.5), 'float32'))
  const labelled = tf.ones([batch, 3])
  let number = 0
  return {
    parameters: parametersOf(variables),
    train() {
      const drawn = masks.draw(batch, number++)
      train(x, truth, labelled, drawn)
      drawn.dispose()
    },
    predict() {
      predict(x)
    },
    nodes: () => train.traces()[0]?.nodes ?? 0,
    dispose() {
      train.dispose()
      predict.dispose()
      adam.dispose()
      model.dispose()
    },
  }
}
