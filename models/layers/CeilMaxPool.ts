import * as tf from '@tensorflow/tfjs'
import { onlyInput } from './onlyInput'

export interface CeilMaxPoolOptions {
  readonly name: string
  readonly kernel: number
  readonly stride: number
  /** Pixels before the image, as PyTorch counts them. */
  readonly pad?: number
}

/** Side after a pooling that rounds up: ceil((n + 2p - k) / s) + 1, less one where a window would begin beyond n + p. */
export function ceilPoolSide(
  side: number,
  { kernel, stride, pad = 0 }: Omit<CeilMaxPoolOptions, 'name'>,
): number {
  const out = Math.ceil((side + 2 * pad - kernel) / stride) + 1
  return pad > 0 && (out - 1) * stride >= side + pad ? out - 1 : out
}

/**
 * Max pooling as Caffe and PyTorch's `ceil_mode` do it (networks.md A0.3). It stands behind ReLUs: what is outside the
 * image counts as nought, which no pixel is below.
 */
export class CeilMaxPool extends tf.layers.Layer {
  static readonly className = 'CeilMaxPool'
  readonly #options: CeilMaxPoolOptions

  constructor(options: CeilMaxPoolOptions) {
    super({ name: options.name })
    this.#options = options
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [n = null, height, width, channels = null] = inputShape as tf.Shape
    return [n, ceilPoolSide(height!, this.#options), ceilPoolSide(width!, this.#options), channels]
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = onlyInput(inputs, this.name)
    const { kernel, stride, pad = 0 } = this.#options
    const around = (side: number): [number, number] => {
      const covered = (ceilPoolSide(side, this.#options) - 1) * stride + kernel
      return [pad, Math.max(0, covered - side - pad)]
    }
    const [, height = 0, width = 0] = x.shape
    const pads: [number, number][] = [[0, 0], around(height), around(width), [0, 0]]
    const framed = pads.flat().some((size) => size > 0) ? tf.pad(x, pads) : x
    return tf.maxPool(framed as tf.Tensor4D, kernel, stride, 'valid')
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#options }
  }
}
tf.serialization.registerClass(CeilMaxPool)
