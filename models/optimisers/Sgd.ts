import * as tf from '@tensorflow/tfjs'
import { valuesOf, type Optimiser } from './optimiser'

/** Whose rule: they differ in where the learning rate stands, and so when it changes. */
export type SgdRule = 'pytorch' | 'caffe' | 'keras'

export interface SgdOptions {
  readonly learningRate: number
  readonly rule?: SgdRule
  /** Share of the last step that is taken again, 0 to 1. */
  readonly momentum?: number
  readonly nesterov?: boolean
  /** λ: λ·w is added to the gradient of filters, not of biases. */
  readonly weightDecay?: number
}

/**
 * Gradient descent with momentum, by the rule of a framework (networks.md C; g with λ·w added):
 *
 *     pytorch  v ← μv + g         w ← w - lr·v             Nesterov  w ← w - lr·(g + μv)
 *     caffe    v ← μv + lr·g      w ← w - v                Nesterov  w ← w - (1 + μ)·v + μ·v before
 *     keras    v ← μv - lr·g      w ← w + v                Nesterov  w ← w + μv - lr·g
 */
export class Sgd implements Optimiser {
  readonly #variables: readonly tf.Variable[]
  readonly #velocities: readonly tf.Variable[]
  readonly #rate: tf.Variable
  readonly #options: Required<Omit<SgdOptions, 'learningRate'>>

  constructor(variables: readonly tf.Variable[], options: SgdOptions) {
    const { learningRate, rule = 'pytorch', momentum = 0, nesterov = false, weightDecay = 0 } = options
    this.#options = { rule, momentum, nesterov, weightDecay }
    this.#variables = variables
    this.#rate = tf.tidy(() => tf.variable(tf.scalar(learningRate), false))
    this.#velocities = variables.map(({ shape }) => tf.tidy(() => tf.variable(tf.zeros(shape), false)))
  }

  setLearningRate(rate: number): void {
    tf.tidy(() => this.#rate.assign(tf.scalar(rate)))
  }

  apply(gradients: tf.NamedTensorMap): void {
    const { weightDecay } = this.#options
    tf.tidy(() => {
      this.#variables.forEach((weights, index) => {
        const given = gradients[weights.name]
        if (!given) throw new Error(`no gradient of ${weights.name}`)
        const decays = weightDecay > 0 && weights.rank > 1
        const gradient = decays ? tf.add(given, tf.mul(weights, weightDecay)) : given
        this.#move(weights, this.#velocities[index]!, gradient)
      })
    })
  }

  exportState(): Float32Array {
    return valuesOf(this.#velocities)
  }

  importState(state: Float32Array): void {
    const expected = this.#velocities.reduce((sum, { size }) => sum + size, 0)
    if (state.length !== expected)
      throw new Error(`an optimiser state of ${state.length} numbers, ${expected} expected`)
    let from = 0
    for (const velocity of this.#velocities) {
      const part = state.slice(from, from + velocity.size)
      tf.tidy(() => velocity.assign(tf.tensor(part, velocity.shape)))
      from += velocity.size
    }
  }

  dispose(): void {
    tf.dispose([this.#rate, ...this.#velocities])
  }

  #move(weights: tf.Variable, velocity: tf.Variable, gradient: tf.Tensor): void {
    const { rule, momentum, nesterov } = this.#options
    const kept = tf.mul(velocity, momentum)
    const step = tf.mul(gradient, this.#rate)
    if (rule === 'pytorch') {
      const v = tf.add(kept, gradient)
      const along = nesterov ? tf.add(gradient, tf.mul(v, momentum)) : v
      weights.assign(tf.sub(weights, tf.mul(along, this.#rate)))
      velocity.assign(v)
    } else if (rule === 'caffe') {
      const v = tf.add(kept, step)
      const along = nesterov ? tf.sub(tf.mul(v, 1 + momentum), kept) : v
      weights.assign(tf.sub(weights, along))
      velocity.assign(v)
    } else {
      const v = tf.sub(kept, step)
      const along = nesterov ? tf.sub(tf.mul(v, momentum), step) : v
      weights.assign(tf.add(weights, along))
      velocity.assign(v)
    }
  }
}
