import * as tf from '@tensorflow/tfjs'
import { weightPenalty, type PenaltyKind } from '../losses/weightPenalty'
import { clippedGradients } from './clippedGradients'
import { valuesOf, type Optimiser } from './optimiser'
import { joined } from './joined'

/** Variables that one optimiser moves, at a multiple of the learning rate. */
export interface DescentGroup {
  readonly optimiser: Optimiser
  readonly multiplier: number
}

export interface DescentOptions {
  /** Greatest norm of all gradients together; null: as they are. */
  readonly clipNorm?: number | null
  /** What filters cost by being large, added to the loss; null: nothing. */
  readonly penalty?: { readonly lambda: number; readonly kind: PenaltyKind } | null
  /** Share of the moving average of the weights that each step keeps; null: no average. */
  readonly average?: number | null
}

/**
 * Steps down the gradient of a loss: all gradients at once, clipped, then each group's optimiser, then the moving average
 * of the weights. A variable that the loss does not depend on has a gradient of nought.
 */
export class Descent {
  readonly #averages: readonly tf.Variable[]

  constructor(
    readonly variables: readonly tf.Variable[],
    private readonly groups: readonly DescentGroup[],
    private readonly options: DescentOptions = {},
  ) {
    const averaged = options.average ? variables : []
    this.#averages = averaged.map((variable) => tf.tidy(() => tf.variable(tf.clone(variable), false)))
  }

  setLearningRate(rate: number): void {
    for (const { optimiser, multiplier } of this.groups) optimiser.setLearningRate(rate * multiplier)
  }

  /** One step down the gradient of `loss`, whose value before the step is answered. */
  minimise(loss: () => tf.Scalar): tf.Scalar {
    const { clipNorm = null, average = null, penalty = null } = this.options
    const filters = this.variables.filter(({ rank }) => rank > 1)
    const penalised = penalty
      ? (): tf.Scalar => tf.add(loss(), weightPenalty(filters, penalty.lambda, penalty.kind))
      : loss
    const { value, grads } = tf.variableGrads(penalised, [...this.variables])
    tf.tidy(() => {
      const whole = { ...grads }
      for (const variable of this.variables) whole[variable.name] ??= tf.zerosLike(variable)
      const clipped = clipNorm === null ? whole : clippedGradients(whole, clipNorm)
      for (const { optimiser } of this.groups) optimiser.apply(clipped)
      this.#averages.forEach((mean, index) => {
        mean.assign(tf.add(tf.mul(mean, average!), tf.mul(this.variables[index]!, 1 - average!)))
      })
    })
    tf.dispose(grads)
    return value
  }

  /** Runs `body` with the averages in the weights' places, if there are any; the weights come back. */
  withAverages<T>(body: () => T): T {
    this.exchange()
    try {
      return body()
    } finally {
      this.exchange()
    }
  }

  exportState(): Float32Array {
    return joined([...this.groups.map(({ optimiser }) => optimiser.exportState()), valuesOf(this.#averages)])
  }

  importState(state: Float32Array): void {
    const sizes = this.groups.map(({ optimiser }) => optimiser.exportState().length)
    const expected = [...sizes, ...this.#averages.map(({ size }) => size)].reduce(
      (sum, size) => sum + size,
      0,
    )
    if (state.length !== expected)
      throw new Error(`an optimiser state of ${state.length} numbers, ${expected} expected`)
    let from = 0
    this.groups.forEach(({ optimiser }, index) => {
      optimiser.importState(state.slice(from, from + sizes[index]!))
      from += sizes[index]!
    })
    for (const mean of this.#averages) {
      const part = state.slice(from, from + mean.size)
      tf.tidy(() => mean.assign(tf.tensor(part, mean.shape)))
      from += mean.size
    }
  }

  dispose(): void {
    for (const { optimiser } of this.groups) optimiser.dispose()
    tf.dispose([...this.#averages])
  }

  /** Puts the averages in the weights' places, and at the next call the weights back. */
  exchange(): void {
    tf.tidy(() => {
      this.#averages.forEach((mean, index) => {
        const variable = this.variables[index]!
        const values = variable.dataSync().slice()
        variable.assign(tf.tensor(mean.dataSync().slice(), mean.shape))
        mean.assign(tf.tensor(values, mean.shape))
      })
    })
  }
}
