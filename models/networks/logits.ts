import * as tf from '@tensorflow/tfjs'

/** A network up to its output layer, an activation: the same weights, and an output that losses can take stably. */
export function logitsOf(model: tf.LayersModel): tf.LayersModel {
  const logits = model.outputLayers[0]!.input as tf.SymbolicTensor
  return tf.model({ inputs: model.inputs, outputs: logits, name: `${model.name}-logits` })
}

/** The variables that training changes, in the model's order. */
export const trainableVariables = (model: tf.LayersModel): tf.Variable[] =>
  model.trainableWeights.map((weight) => weight.read() as tf.Variable)
