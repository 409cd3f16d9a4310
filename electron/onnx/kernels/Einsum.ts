import { backend_util, Einsum, type Tensor, type TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel } from './defineKernel'
import { alike } from './values'

/** Sum of products over the letters that are not in the result. */
export const einsum = defineKernel<readonly TensorInfo[], { readonly equation: string }>(
  Einsum,
  ({ inputs, attrs, backend }) => {
    const tensors = Object.values(inputs)
    const { allDims, idDims } = backend_util.decodeEinsumEquation(attrs.equation, tensors.length)
    backend_util.checkEinsumDimSizes(allDims.length, idDims, tensors as Tensor[])
    const equation = attrs.equation.replaceAll(' ', '')
    const [terms = '', result = ''] = equation.split('->')
    const sizes = new Map<string, number>()
    terms.split(',').forEach((term, index) => {
      const shape = tensors[index]?.shape ?? []
      for (const [axis, letter] of [...term].entries()) sizes.set(letter, shape[axis] ?? 1)
    })
    const shape = [...result].map((letter) => sizes.get(letter) ?? 1)
    const [first, second] = tensors.map((tensor) => backend.value(tensor))
    if (!first) throw new Error('einsum was given nothing')
    const operands = second ? alike(first, second) : [first]
    return op('Einsum', operands, { equation }, shape, operands[0]?.dtype)
  },
)
