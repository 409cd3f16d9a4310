import * as tf from '@tensorflow/tfjs'
import type { NetworkPlugin } from './contract'
import { called, pluginFailed } from './pluginFault'

/** Far more than the largest published network; 2 GB of weights. */
const mostParameters = 500e6

/** The network of a plug-in, with the shape that was asked for. Throws PLUGIN_FAILED with what is wrong with it. */
export function pluginNetwork(
  { id, build }: NetworkPlugin,
  side: number,
  classes: number,
  seed: number,
): tf.LayersModel {
  const model: unknown = called(id, 'build', () => build(tf, [side, side, 1], classes, { seed }))
  if (!(model instanceof tf.LayersModel)) throw pluginFailed(id, 'its build gives no LayersModel')
  const fault = faultOf(model, side, classes)
  if (fault === null) return model
  model.dispose()
  throw pluginFailed(id, fault)
}

function faultOf(model: tf.LayersModel, side: number, classes: number): string | null {
  const shape = (tensor: tf.SymbolicTensor): string => tensor.shape.slice(1).join(' × ')
  if (model.inputs.length !== 1 || shape(model.inputs[0]!) !== `${side} × ${side} × 1`)
    return `its input is ${model.inputs.map(shape).join(' and ')}, and ${side} × ${side} × 1 was asked for`
  const [layer] = model.outputLayers
  const activation = layer?.getClassName() === 'Activation' ? layer.getConfig()['activation'] : null
  if (model.outputs.length !== 1 || (activation !== 'sigmoid' && activation !== 'softmax'))
    return 'its output is not one activation layer, sigmoid or softmax'
  const wanted = `${side} × ${side} × ${activation === 'softmax' ? classes + 1 : classes}`
  if (shape(model.outputs[0]!) !== wanted)
    return `its output is ${shape(model.outputs[0]!)}, and a ${activation} for ${classes} structures is ${wanted}`
  if (model.trainableWeights.length === 0) return 'it has no weights to train'
  if (model.countParams() > mostParameters)
    return `it has ${model.countParams()} parameters, more than 500 million`
  return null
}
