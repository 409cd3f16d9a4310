import { op } from '../ir'
import { defineKernel, type Unary } from './defineKernel'
import { float } from './values'

export interface UpsampleAttributes {
  /** How often each voxel is repeated along depth, height and width. */
  readonly scale: readonly number[]
}

/** Our own kernel: nearest upsampling of volumes by whole factors, [n, d, h, w, c]. */
export const upsampleNearest = defineKernel<Unary, UpsampleAttributes>(
  'UpsampleNearest',
  ({ inputs, attrs, backend }) => {
    const [n = 1, depth = 1, height = 1, width = 1, channels = 1] = inputs.x.shape
    const [sd = 1, sh = 1, sw = 1] = attrs.scale
    const shape = [n, depth * sd, height * sh, width * sw, channels]
    return op('@UpNearest', [float(backend.value(inputs.x))], { scale: [sd, sh, sw] }, shape)
  },
)
