import type * as tf from '@tensorflow/tfjs'
import type { Experiment } from '#shared/domain/experiment'
import { networkIds } from '#shared/domain/network'
import { Adam } from './Adam'
import { Descent, type DescentGroup } from './Descent'
import { askedRate, publishedRate, type WeightRate } from './layerRates'
import type { Optimiser } from './optimiser'
import { Sgd } from './Sgd'

type Training = Experiment['training']

/** A model's trainable weights under the names that rates are asked for by: `layer/weight`. */
export function namedVariables(model: tf.LayersModel): [name: string, variable: tf.Variable][] {
  return model.layers.flatMap((layer) =>
    layer.trainableWeights.map((weight): [string, tf.Variable] => [
      `${layer.name}/${weight.originalName.split('/').at(-1)}`,
      weight.read() as tf.Variable,
    ]),
  )
}

/** The optimiser that an experiment asks for, over all of a model's weights that are not frozen. */
export function trainingDescent(model: tf.LayersModel, training: Training): Descent {
  const groups = new Map<string, { rate: WeightRate; variables: tf.Variable[] }>()
  const network = networkIds.find((id) => id === model.name)
  for (const [name, variable] of namedVariables(model)) {
    const published =
      training.publishedRates && network ? publishedRate(network, name) : { rate: 1, decay: 1 }
    const rate = { ...published, rate: published.rate * (askedRate(training.layerRates, name) ?? 1) }
    if (rate.rate === 0) continue
    const key = `${rate.rate} ${rate.decay}`
    const group = groups.get(key) ?? { rate, variables: [] }
    group.variables.push(variable)
    groups.set(key, group)
  }
  const made = [...groups.values()].map(({ rate, variables }): DescentGroup => ({
    optimiser: optimiserOf(variables, training, rate),
    multiplier: rate.rate,
  }))
  const variables = [...groups.values()].flatMap((group) => group.variables)
  const { clipNorm, averageWeights: average, penalty } = training
  return new Descent(variables, made, { clipNorm, average, penalty })
}

function optimiserOf(
  variables: readonly tf.Variable[],
  training: Training,
  { rate, decay }: WeightRate,
): Optimiser {
  const { optimiser, momentum, nesterov } = training
  const learningRate = training.learningRate * rate
  const weightDecay = training.weightDecay * decay
  switch (optimiser) {
    case 'adam':
      return new Adam(variables, { learningRate })
    case 'adamw':
      return new Adam(variables, { learningRate, weightDecay })
    case 'sgd':
      return new Sgd(variables, { learningRate, weightDecay, momentum, nesterov, rule: 'pytorch' })
    case 'sgd-caffe':
      return new Sgd(variables, { learningRate, weightDecay, momentum, nesterov, rule: 'caffe' })
    case 'sgd-keras':
      return new Sgd(variables, { learningRate, weightDecay, momentum, nesterov, rule: 'keras' })
  }
}
