import * as tf from '@tensorflow/tfjs'

/** Where the scale starts, and the steps without an overflow after which it doubles. */
const first = 2 ** 15
const patience = 2000

/**
 * Dynamic loss scaling (Micikevicius et al., ICLR 2018, arXiv 1710.03740, section 3.2): half precision loses gradients
 * below 6e-8, so the loss is multiplied before its gradient is taken, and the gradient divided after. A step whose
 * gradient overflows is left out and halves the scale; many steps without one double it. All of it is in the graph, so
 * that a traced step decides for itself.
 */
export class LossScale {
  readonly #scale: tf.Variable
  readonly #good: tf.Variable

  constructor(
    scale = first,
    private readonly doubledAfter = patience,
  ) {
    this.#scale = tf.tidy(() => tf.variable(tf.scalar(scale), false))
    this.#good = tf.tidy(() => tf.variable(tf.scalar(0), false))
  }

  /** The factor now. */
  get value(): number {
    return this.#scale.dataSync()[0]!
  }

  /**
   * One step of any optimiser down the gradient of `loss`, whose value is answered. `minimise` is given a loss with the
   * same gradient, at single precision; where a gradient overflowed, all that it changed is as before.
   */
  guard(
    loss: () => tf.Scalar,
    trained: readonly tf.Variable[],
    minimise: (loss: () => tf.Scalar) => tf.Scalar,
  ): tf.Scalar {
    const scaled = tf.variableGrads(() => tf.mul(loss(), this.#scale), [...trained])
    const value = tf.tidy(() => {
      const reached = trained.filter(({ name }) => scaled.grads[name])
      const gradients = reached.map(({ name }) => tf.div(scaled.grads[name]!, this.#scale))
      // zero times a number is zero, unless the number is infinite or none
      const overflow = tf.addN(gradients.map((gradient) => tf.sum(tf.mul(gradient, 0))))
      const fine = tf.equal(overflow, 0)
      const before = Object.values(tf.engine().state.registeredVariables).map((variable) => ({
        variable,
        kept: variable.clone(),
      }))
      // the gradient of Σ w·g with respect to w is g
      minimise(
        () =>
          tf.addN(reached.map((variable, index) => tf.sum(tf.mul(variable, gradients[index]!)))) as tf.Scalar,
      )
      for (const { variable, kept } of before)
        if (variable.dataId !== kept.dataId) variable.assign(tf.where(fine, variable, kept))
      this.#settle(fine)
      return tf.div<tf.Scalar>(scaled.value, this.#scale)
    })
    tf.dispose([scaled.value, scaled.grads])
    return value
  }

  #settle(fine: tf.Tensor): void {
    const good = tf.where(fine, tf.add(this.#good, 1), tf.zerosLike(this.#good))
    const full = tf.greaterEqual(good, this.doubledAfter)
    const doubled = tf.where(full, tf.mul(this.#scale, 2), this.#scale)
    this.#scale.assign(tf.where(fine, doubled, tf.mul(this.#scale, 0.5)))
    this.#good.assign(tf.where(full, tf.zerosLike(good), good))
  }

  dispose(): void {
    tf.dispose([this.#scale, this.#good])
  }
}
