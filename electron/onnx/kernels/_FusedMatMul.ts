import { _FusedMatMul, type TensorInfo } from '@tensorflow/tfjs'
import { activated, type FusedAttributes } from './activated'
import { defineKernel, type Binary } from './defineKernel'
import { matrixProduct } from './matrixProduct'
import { broadcast, float } from './values'

interface FusedInputs extends Binary {
  readonly bias?: TensorInfo
  readonly preluActivationWeights?: TensorInfo
}
interface Attributes extends FusedAttributes {
  readonly transposeA: boolean
  readonly transposeB: boolean
}

/** A matrix product with a bias and an activation. */
export const fusedMatMul = defineKernel<FusedInputs, Attributes>(
  _FusedMatMul,
  ({ inputs, attrs, backend }) => {
    const { a, b, bias, preluActivationWeights: slopes } = inputs
    const product = matrixProduct(backend.value(a), backend.value(b), attrs.transposeA, attrs.transposeB)
    const sum = bias ? broadcast('Add', product, float(backend.value(bias))) : product
    return activated(sum, attrs, slopes && float(backend.value(slopes)))
  },
)
