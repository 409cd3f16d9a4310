import { Select, type TensorInfo } from '@tensorflow/tfjs'
import { op, reshaped } from '../ir'
import { defineKernel } from './defineKernel'
import { alike, cast } from './values'

interface SelectInputs {
  readonly condition: TensorInfo
  readonly t: TensorInfo
  readonly e: TensorInfo
}

/** condition ? t : e; a condition of one axis chooses whole rows. */
export const select = defineKernel<SelectInputs>(Select, ({ inputs, backend }) => {
  const condition = cast(backend.value(inputs.condition), 'bool')
  const [yes, no] = alike(backend.value(inputs.t), backend.value(inputs.e))
  const rows = condition.shape.length === 1 && yes.shape.length > 1
  const spread = rows
    ? reshaped(condition, [condition.shape[0] ?? 1, ...yes.shape.slice(1).map(() => 1)], backend.tracing)
    : condition
  const result = op('Where', [spread, yes, no], {}, inputs.t.shape, yes.dtype)
  return inputs.t.dtype === 'bool' ? cast(result, 'bool') : result
})
