import * as tf from '@tensorflow/tfjs'
import { alongAxes, type AxisMap } from './alongAxes'
import { onlyInput } from './onlyInput'

/** Which taps: those of "net surgery", or those of Caffe's filler of 2016 and 2017, half a pixel aside for odd kernels (Q25). */
export type BilinearFiller = 'surgery' | 'caffe-2016'

export interface BilinearUpscoreOptions {
  readonly name: string
  readonly kernel: number
  readonly stride: number
  readonly filler?: BilinearFiller
}

/** The bilinear taps of a kernel (networks.md A0.2 and Q25). */
export function bilinearTaps(kernel: number, filler: BilinearFiller = 'surgery'): Float32Array {
  return Float32Array.from({ length: kernel }, (_, x) => {
    if (filler === 'surgery') {
      const f = Math.floor((kernel + 1) / 2)
      const centre = kernel % 2 === 1 ? f - 1 : f - 0.5
      return 1 - Math.abs(x - centre) / f
    }
    const f = Math.ceil(kernel / 2)
    const centre = (2 * f - 1 - (f % 2)) / (2 * f)
    return 1 - Math.abs(x / f - centre)
  })
}

/**
 * Each map enlarged by a transposed convolution with the bilinear kernel, never trained: side (n - 1)·stride + kernel.
 * The kernel is a product of two, so it is done as two matrix products; no weights are kept.
 */
export class BilinearUpscore extends tf.layers.Layer {
  static readonly className = 'BilinearUpscore'
  readonly #options: BilinearUpscoreOptions

  constructor(options: BilinearUpscoreOptions) {
    super({ name: options.name })
    this.#options = options
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [n = null, height, width, channels = null] = inputShape as tf.Shape
    const { kernel, stride } = this.#options
    const larger = (side: number): number => (side - 1) * stride + kernel
    return [n, larger(height!), larger(width!), channels]
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = onlyInput(inputs, this.name)
    const [, height = 0, width = 0] = x.shape
    return alongAxes(x as tf.Tensor4D, transposed(height, this.#options), transposed(width, this.#options))
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#options }
  }
}
tf.serialization.registerClass(BilinearUpscore)

/** The transposed convolution of one axis as a matrix: y[i·s + u] += x[i]·w[u]. */
function transposed(from: number, { kernel, stride, filler }: BilinearUpscoreOptions): AxisMap {
  const taps = bilinearTaps(kernel, filler)
  const to = (from - 1) * stride + kernel
  const values = new Float32Array(to * from)
  for (let i = 0; i < from; i++) taps.forEach((tap, u) => (values[(i * stride + u) * from + i]! += tap))
  return { values, to }
}
