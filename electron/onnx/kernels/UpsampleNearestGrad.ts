import type { TensorInfo } from '@tensorflow/tfjs'
import { op } from '../ir'
import { defineKernel } from './defineKernel'
import type { UpsampleAttributes } from './UpsampleNearest'
import { float } from './values'

/** Our own kernel: gradient of UpsampleNearest, the sum over each voxel's copies. */
export const upsampleNearestGrad = defineKernel<{ readonly dy: TensorInfo }, UpsampleAttributes>(
  'UpsampleNearestGrad',
  ({ inputs, attrs, backend }) => {
    const [n = 1, depth = 1, height = 1, width = 1, channels = 1] = inputs.dy.shape
    const [sd = 1, sh = 1, sw = 1] = attrs.scale
    const shape = [n, depth / sd, height / sh, width / sw, channels]
    return op('@UpNearestGrad', [float(backend.value(inputs.dy))], { scale: [sd, sh, sw] }, shape)
  },
)
