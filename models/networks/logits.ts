import * as tf from '@tensorflow/tfjs'
import type { OutputKind } from '../losses/loss'

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

/** How a network turns its logits into probabilities, from its output layer. */
export const outputKindOf = (model: tf.LayersModel): OutputKind =>
  model.outputLayers[0]!.getConfig()['activation'] === 'softmax' ? 'softmax' : 'sigmoid'

/** Logits without the channels that no loss looks at: a sigmoid's beyond its structures, background for one. */
export function structureLogits(logits: tf.Tensor, kind: OutputKind, structures: number): tf.Tensor {
  if (kind === 'softmax' || logits.shape.at(-1) === structures) return logits
  const begin = logits.shape.map(() => 0)
  return tf.slice(logits, begin, [...logits.shape.slice(0, -1), structures])
}

/** The variables that training changes, in the model's order. */
export const trainableVariables = (model: tf.LayersModel): tf.Variable[] =>
  model.trainableWeights.map((weight) => weight.read() as tf.Variable)
