import { FusedConv2D, type TensorInfo } from '@tensorflow/tfjs'
import { activated, type FusedAttributes } from './activated'
import { alongChannels, convolved, type ConvolutionAttributes } from './convolution'
import { defineKernel, type Unary } from './defineKernel'
import { broadcast, float } from './values'

interface FusedInputs extends Unary {
  readonly filter: TensorInfo
  readonly bias?: TensorInfo
  readonly preluActivationWeights?: TensorInfo
}

/** A 2-D convolution with a bias and an activation; the graph's rewrites make one operator of the three. */
export const fusedConv2D = defineKernel<FusedInputs, ConvolutionAttributes & FusedAttributes>(
  FusedConv2D,
  ({ inputs, attrs, backend }) => {
    const { x, filter, bias, preluActivationWeights: slopes } = inputs
    const vector = (tensor: TensorInfo) => alongChannels(float(backend.value(tensor)), attrs)
    const product = convolved(float(backend.value(x)), float(backend.value(filter)), attrs)
    const sum = bias ? broadcast('Add', product, vector(bias)) : product
    return activated(sum, attrs, slopes && vector(slopes))
  },
)
