import * as tf from '@tensorflow/tfjs'

type Inputs = tf.Tensor | tf.Tensor[]

/**
 * Spatial dropout (networks.md A0.5): in training whole maps are kept, times 1 / (1 - rate), or dropped. The draw does
 * not happen here: `DropoutMasks` feeds a mask for each step, so that a traced step draws anew and a seed decides.
 *
 * Source  Tompson et al., CVPR 2015, section 3.2
 */
export class SpatialDropout extends tf.layers.Layer {
  static readonly className = 'SpatialDropout'
  readonly rate: number
  #mask: tf.Tensor2D | null = null

  constructor({ name, rate }: { name: string; rate: number }) {
    super({ name })
    this.rate = rate
  }

  /** Sets the mask of the coming step, [images, channels]; null takes it away. */
  feed(mask: tf.Tensor2D | null): void {
    this.#mask = mask
  }

  override call(inputs: Inputs, kwargs: { training?: boolean }): tf.Tensor {
    const [x] = [inputs].flat()
    if (!x) throw new Error(`${this.name} was given nothing`)
    if (!kwargs.training || this.rate === 0) return tf.clone(x)
    if (!this.#mask) throw new Error(`${this.name} was trained without a mask: see DropoutMasks`)
    return scaleMaps(x, this.#mask)
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.rate }
  }
}
tf.serialization.registerClass(SpatialDropout)

/** Every map times its number. The mask has no gradient. An engine's own kernel can join it with the norm before it. */
function scaleMaps(x: tf.Tensor, mask: tf.Tensor2D): tf.Tensor {
  const scale = tf.customGrad((maps, save) => {
    const remember = save as tf.GradSaveFunc
    remember([mask])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [savedMask] = saved as [tf.Tensor2D]
      return timesMask(dy, savedMask)
    }
    return { value: timesMask(maps as tf.Tensor, mask), gradFunc }
  })
  return scale(x)
}

function timesMask(x: tf.Tensor, mask: tf.Tensor2D): tf.Tensor {
  if (tf.getKernel('SpatialDropout', tf.getBackend()))
    return tf.engine().runKernel('SpatialDropout', { x, mask })
  const [images, channels] = mask.shape
  return tf.mul(x, tf.reshape(mask, [images, ...x.shape.slice(1, -1).map(() => 1), channels]))
}
