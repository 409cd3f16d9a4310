import type { TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { float } from './values'

interface ChannelAffineInputs extends Unary {
  /** [c] */
  readonly factor: TensorInfo
  /** [c] */
  readonly shift: TensorInfo
}

/** Our own kernel: f(factor · x + shift) for each channel, as a norm with given moments is. */
export const channelAffine = defineKernel<ChannelAffineInputs, { readonly activation: 'linear' | 'elu' }>(
  'ChannelAffine',
  ({ inputs, attrs, backend }) => {
    const operands = [inputs.x, inputs.factor, inputs.shift].map((tensor) => float(backend.value(tensor)))
    return op('@ChannelAffine', operands, { activation: attrs.activation }, inputs.x.shape)
  },
)
