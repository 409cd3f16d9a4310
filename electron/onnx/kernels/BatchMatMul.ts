import { BatchMatMul } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { matrixProduct } from './matrixProduct'

interface MatMulAttributes {
  readonly transposeA: boolean
  readonly transposeB: boolean
}

/** The product of matrices, or of stacks of them. */
export const batchMatMul = defineKernel<Binary, MatMulAttributes>(BatchMatMul, ({ inputs, attrs, backend }) =>
  matrixProduct(backend.value(inputs.a), backend.value(inputs.b), attrs.transposeA, attrs.transposeB),
)
