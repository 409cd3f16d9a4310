import { FusedConv2D, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { activated, type FusedAttributes } from './activated'
import { channelsLast, geometryOf, windowAttributes, type ConvolutionAttributes } from './convolution'
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
    const geometry = geometryOf(x.shape, filter.shape, attrs)
    const operands = [float(backend.value(x)), float(backend.value(filter))]
    const product = op('@Conv', operands, windowAttributes(geometry), geometry.outShape)
    const sum = bias ? broadcast('Add', product, float(backend.value(bias))) : product
    return activated(sum, attrs, slopes && float(backend.value(slopes)))
  },
  channelsLast,
)
