import { UnsortedSegmentSum, type TensorInfo } from '@tensorflow/tfjs'
import { elements, reshaped } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { addedAt } from './scatter'
import { between, cast } from './values'

/** Rows of x added up by segment; a row whose segment does not exist goes nowhere. */
export const unsortedSegmentSum = defineKernel<
  Unary & { readonly segmentIds: TensorInfo },
  { readonly numSegments: number }
>(UnsortedSegmentSum, ({ inputs, attrs, backend }) => {
  const rank = inputs.segmentIds.shape.length
  const rows = elements(inputs.segmentIds.shape)
  const rest = inputs.x.shape.slice(rank)
  const x = backend.value(inputs.x)
  const numbers = reshaped(x.dtype === 'bool' ? cast(x, 'int32') : x, [rows, elements(rest)], true)
  const segments = reshaped(cast(backend.value(inputs.segmentIds), 'int32'), [rows], true)
  const sums = addedAt(segments, numbers, attrs.numSegments)
  return reshaped(between(sums, 0, 0, attrs.numSegments), [attrs.numSegments, ...rest], true)
})
