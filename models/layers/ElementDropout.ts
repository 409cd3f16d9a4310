import * as tf from '@tensorflow/tfjs'
import { onlyInput } from './onlyInput'
import { timesRows, type RowMask } from './rowMask'

type Inputs = tf.Tensor | tf.Tensor[]

/**
 * Element dropout (networks.md A0.5): in training every number is kept, times 1 / (1 - rate), or dropped, by itself. The
 * draw does not happen here: `DropoutMasks` feeds it for each step, so that a traced step draws anew and a seed decides.
 *
 * Source  Srivastava et al., JMLR 15 (2014), section 4
 */
export class ElementDropout extends tf.layers.Layer {
  static readonly className = 'ElementDropout'
  readonly rate: number
  #mask: RowMask | null = null

  constructor({ name, rate }: { name: string; rate: number }) {
    super({ name })
    this.rate = rate
  }

  /** Sets the mask of the coming step; null takes it away. */
  feed(mask: RowMask | null): void {
    this.#mask = mask
  }

  override call(inputs: Inputs, kwargs: { training?: boolean }): tf.Tensor {
    const x = onlyInput(inputs, this.name)
    if (!kwargs.training || this.rate === 0) return tf.clone(x)
    if (!this.#mask) throw new Error(`${this.name} was trained without a mask: see DropoutMasks`)
    return timesRows(x, this.#mask)
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.rate }
  }
}
tf.serialization.registerClass(ElementDropout)
