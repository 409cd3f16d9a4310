import * as tf from '@tensorflow/tfjs'
import type { OnnxBackend } from './backend'

type OneOrMany = tf.TensorInfo | readonly tf.TensorInfo[] | undefined
/** Tensors by name, or a plain list (Concat, Pack, AddN). */
export type KernelInputs = Readonly<Record<string, OneOrMany>>

/** The little of TensorFlow.js's cpu backend that is used to run a kernel there. */
interface CpuBackend extends tf.KernelBackend {
  readonly data: tf.DataStorage<{
    values?: tf.BackendValues
    complexTensorInfos?: { real: tf.TensorInfo; imag: tf.TensorInfo }
  }>
  makeTensorInfo(shape: number[], dtype: tf.DataType, values?: tf.BackendValues): tf.TensorInfo
}

/** Runs a kernel on TensorFlow.js's cpu backend: correct, slow, and counted with the reason why. */
export function fallBack(
  backend: OnnxBackend,
  kernelName: string,
  inputs: KernelInputs,
  attrs: tf.NamedAttrMap | undefined,
  reason: string,
): tf.TensorInfo | tf.TensorInfo[] {
  const kernel = tf.getKernel(kernelName, 'cpu')
  if (!kernel) throw new Error(`no engine has the kernel ${kernelName}`)
  backend.fallbacks.set(kernelName, (backend.fallbacks.get(kernelName) ?? 0) + 1)
  const key = `${kernelName}: ${reason}`
  const calls = (backend.fallbackCases.get(key)?.calls ?? 0) + 1
  backend.fallbackCases.set(key, { kernel: kernelName, reason, calls })
  const cpu = tf.engine().findBackend('cpu') as CpuBackend
  const made: tf.TensorInfo[] = []
  const send = (tensor: tf.TensorInfo): tf.TensorInfo => {
    const sent = toCpu(backend, cpu, tensor)
    made.push(sent)
    return sent
  }
  const sendAll = (input: OneOrMany): OneOrMany => {
    if (!input) return input
    return isList(input) ? input.map(send) : send(input)
  }
  const sent = Array.isArray(inputs)
    ? (inputs as tf.TensorInfo[]).map(send)
    : Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, sendAll(input)]))
  const output = kernel.kernelFunc({
    inputs: sent as tf.NamedTensorInfoMap,
    backend: cpu,
    attrs: attrs ?? {},
  })
  const outputs = [output].flat()
  const fetched = outputs.map((tensor) => fromCpu(backend, cpu, tensor))
  for (const tensor of new Set([...made, ...outputs])) cpu.disposeData(tensor.dataId, true)
  return Array.isArray(output) ? fetched : (fetched[0] as tf.TensorInfo)
}

const isList = (input: OneOrMany): input is readonly tf.TensorInfo[] => Array.isArray(input)

function toCpu(backend: OnnxBackend, cpu: CpuBackend, tensor: tf.TensorInfo): tf.TensorInfo {
  const parts = backend.complexParts(tensor.dataId)
  if (parts) {
    const info = cpu.makeTensorInfo(tensor.shape, 'complex64')
    cpu.data.get(info.dataId).complexTensorInfos = {
      real: toCpu(backend, cpu, parts.real),
      imag: toCpu(backend, cpu, parts.imaginary),
    }
    return info
  }
  const values = backend.readSync(tensor.dataId)
  // kernels ask their inputs for a rank as well
  const { shape, dtype } = tensor
  return Object.assign({ dataId: cpu.write(values, shape, dtype), shape, dtype }, { rank: shape.length })
}

function fromCpu(backend: OnnxBackend, cpu: CpuBackend, tensor: tf.TensorInfo): tf.TensorInfo {
  const { values, complexTensorInfos: parts } = cpu.data.get(tensor.dataId)
  const { shape, dtype } = tensor
  if (parts) {
    const real = fromCpu(backend, cpu, { ...parts.real, shape })
    return backend.giveComplex(real, fromCpu(backend, cpu, { ...parts.imag, shape }))
  }
  return { dataId: backend.write(values as tf.BackendValues, shape, dtype), shape, dtype }
}
