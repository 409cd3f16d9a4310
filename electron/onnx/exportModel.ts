import * as tf from '@tensorflow/tfjs'
import { OnnxBackend } from './backend'
import { lower, outputName } from './lower'
import { encodeModel, type OnnxGraph } from './onnx'
import { collect } from './signature'

/**
 * A trained network as an ONNX model of standard operators (operator set 18), for any runtime. The weights are inside.
 * Input "input" and output "output" have the network's own layout, [n, height, width, channels], and the fixed size
 * `inputShape`. Needs the `onnxruntime` engine in use: the model is what that engine records.
 */
export function exportModel(
  model: tf.LayersModel,
  inputShape: readonly number[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const backend = tf.backend()
  if (!(backend instanceof OnnxBackend)) throw new Error('a model is exported by the onnxruntime engine')
  backend.flush()
  const input = tf.zeros([...inputShape])
  const value = backend.held(input.dataId)
  backend.computed(value)
  backend.tracing = true
  try {
    const output = tf.tidy(() => {
      const result = model.apply(input)
      if (!(result instanceof tf.Tensor)) throw new Error('only a network with one output is exported')
      return result
    })
    const wanted = backend.value(output)
    const graph = collect([wanted])
    const baked = new Set(graph.inputs.filter((each) => each !== value))
    const lowered = lower(graph, [wanted], { block: 0, portable: true }, baked)
    output.dispose()
    const from = lowered.inputs[0]?.name ?? ''
    return encodeModel({ ...withNames(lowered, { [from]: 'input', [outputName(0)]: 'output' }), metadata })
  } finally {
    backend.tracing = false
    backend.forgetPending()
    input.dispose()
  }
}

function withNames(graph: OnnxGraph, names: Readonly<Record<string, string>>): OnnxGraph {
  const named = (name: string): string => names[name] ?? name
  return {
    ...graph,
    nodes: graph.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(named),
      outputs: node.outputs.map(named),
    })),
    inputs: graph.inputs.map((each) => ({ ...each, name: named(each.name) })),
    outputs: graph.outputs.map((each) => ({ ...each, name: named(each.name) })),
  }
}
