import { Softmax, type TensorInfo } from '@tensorflow/tfjs'
import { defineKernel } from './defineKernel'
import { float, map } from './values'

/** Softmax over `dim`. ONNX Softmax-13 normalises one axis as TensorFlow.js does; older operator sets flatten. */
export const softmax = defineKernel<{ readonly logits: TensorInfo }, { readonly dim: number }>(
  Softmax,
  ({ inputs, attrs, backend }) => map('Softmax', float(backend.value(inputs.logits)), { axis: attrs.dim }),
)
