import { AvgPool3DGrad, type TensorInfo } from '@tensorflow/tfjs'
import { constant, op } from '../ir'
import { defineKernel } from './defineKernel'
import { poolable3d, pooling3dAttributes, pooling3dOf, type Pooling3dAttributes } from './pooling3d'
import { filled, float } from './values'

interface AvgPool3DGradInputs {
  readonly dy: TensorInfo
  readonly input: TensorInfo
}

/**
 * Gradient of average pooling of volumes: each window's share goes to the voxels that it averaged. (TensorFlow.js's cpu
 * kernel counts voxels of the padding as well, which its own forward kernel does not.)
 */
export const avgPool3DGrad = defineKernel<AvgPool3DGradInputs, Pooling3dAttributes>(
  AvgPool3DGrad,
  ({ inputs, attrs, backend }) => {
    const { shape } = inputs.input
    const geometry = pooling3dOf(shape, attrs)
    const { kernel, ...window } = pooling3dAttributes(geometry)
    const shares = windowShares(geometry)
    const scaled = op('Mul', [float(backend.value(inputs.dy)), shares], {}, inputs.dy.shape)
    const ones = filled(1, [...(kernel as number[]), 1, shape[4] ?? 1])
    return op('@ConvDX', [scaled, ones], window, shape)
  },
  ({ inputs, attrs }) => poolable3d(inputs.input.shape, attrs),
)

/** One over the number of voxels that exist in each window, [d, h, w, 1]. */
function windowShares(geometry: ReturnType<typeof pooling3dOf>) {
  const { front, top, left } = geometry.padInfo
  const counts = (outputs: number, stride: number, kernel: number, size: number, before: number): number[] =>
    Array.from({ length: outputs }, (_, index) => {
      const start = index * stride - before
      return Math.min(start + kernel, size) - Math.max(start, 0)
    })
  const { outDepth, outHeight, outWidth } = geometry
  const deep = counts(outDepth, geometry.strideDepth, geometry.filterDepth, geometry.inDepth, front)
  const high = counts(outHeight, geometry.strideHeight, geometry.filterHeight, geometry.inHeight, top)
  const wide = counts(outWidth, geometry.strideWidth, geometry.filterWidth, geometry.inWidth, left)
  const shares = deep.flatMap((d) => high.flatMap((h) => wide.map((w) => 1 / (d * h * w))))
  return constant(Float32Array.from(shares), [outDepth, outHeight, outWidth, 1], 'float32')
}
