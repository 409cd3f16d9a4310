import type { TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { float } from './values'

interface RowMaskInputs extends Unary {
  /** [images, groups, …pixels] */
  readonly rows: TensorInfo
  /** [rows, 16] */
  readonly table: TensorInfo
}

/** Our own kernel: channels 16g to 16g + 15 of each pixel times row `rows[image, g, …pixel]` of the table. */
export const rowMask = defineKernel<RowMaskInputs>('RowMask', ({ inputs, backend }) => {
  const operands = [inputs.x, inputs.rows, inputs.table].map((tensor) => float(backend.value(tensor)))
  return op('@RowMask', operands, {}, inputs.x.shape)
})
