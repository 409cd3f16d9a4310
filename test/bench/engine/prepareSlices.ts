import * as tf from '@tensorflow/tfjs'
import { compileStep } from '#electron/onnx/step'
import { DropoutMasks } from '#models/layers/DropoutMasks'
import { lossCatalogue } from '#models/losses/catalogue'
import { networkCatalogue, outputKind } from '#models/networks/catalogue'
import { logitsOf, trainableVariables } from '#models/networks/logits'
import { Adam } from '#models/optimisers/Adam'
import type { NetworkId } from '#shared/domain/network'
import { parametersOf, type Prepare } from './prepared'

/** A network of slices, or of volumes: masks drawn anew, cross-entropy and Dice, gradients, Adam. */
export const prepareSlices: Prepare = ({ network, batch, size, structures, seed }, options) => {
  const [height = 0, width = 0] = size.slice(-2)
  const slices = size.length === 3 ? { slices: size[0] } : {}
  const id = network as NetworkId
  const model = networkCatalogue[id].build({ size: [height, width], ...slices, classes: structures, seed })
  const activation = outputKind(id, structures)
  const logits = logitsOf(model)
  const variables = trainableVariables(model)
  const adam = new Adam(variables, { learningRate: 1e-4 })
  const masks = new DropoutMasks(model, seed)
  const { loss } = lossCatalogue['ce+dice']
  const train = compileStep(
    (x: tf.Tensor, truth: tf.Tensor, labelled: tf.Tensor, drawn: tf.Tensor) =>
      masks.during(drawn as tf.Tensor2D, () =>
        adam.minimise(() =>
          loss({
            logits: logits.apply(x, { training: true }) as tf.Tensor,
            activation,
            truth,
            labelled: labelled as tf.Tensor2D,
          }),
        ),
      ),
    options,
  )
  const predict = compileStep((x: tf.Tensor) => model.apply(x) as tf.Tensor, options)
  const x = tf.randomNormal([batch, ...size, 1], 0, 1, 'float32', seed)
  // structure k where the image is between k and k + 1 thirds of a deviation
  const truth = tf.tidy(() => {
    const level = tf.floor(tf.mul(x, 3))
    return tf.cast(tf.equal(level, tf.range(0, structures)), 'float32')
  })
  const labelled = tf.ones([batch, structures])
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
