import * as tf from '@tensorflow/tfjs'

/** A network up to its output layer, an activation: the same weights, and an output that losses can take stably. */
export function logitsOf(model: tf.LayersModel): tf.LayersModel {
  return tf.model({ inputs: model.inputs, outputs: endsOf(model)[0]!, name: `${model.name}-logits` })
}

/**
 * The same with the logits that only training looks at behind it, if the network has any (`SupervisedOutput`): of any
 * size, finest first; several outputs then.
 */
export function taughtLogitsOf(model: tf.LayersModel): tf.LayersModel {
  return tf.model({ inputs: model.inputs, outputs: endsOf(model), name: `${model.name}-taught` })
}

const endsOf = (model: tf.LayersModel): tf.SymbolicTensor[] => [model.outputLayers[0]!.input].flat()

/** The variables that training changes, in the model's order. */
export const trainableVariables = (model: tf.LayersModel): tf.Variable[] =>
  model.trainableWeights.map((weight) => weight.read() as tf.Variable)
