import * as tf from '@tensorflow/tfjs'

export interface AdamOptions {
  readonly learningRate: number
  readonly beta1?: number
  readonly beta2?: number
  readonly epsilon?: number
  /** Decoupled decay of filters, not of biases (AdamW, Loshchilov & Hutter, ICLR 2019): w loses rate · decay · w. */
  readonly weightDecay?: number
}

/** Variables that are updated as one: a large one alone, the small ones as one long vector. */
interface Group {
  readonly variables: readonly tf.Variable[]
  readonly decayed: boolean
  /** Moments divided by (1 - beta): two products fewer for each weight. */
  readonly first: tf.Variable
  readonly second: tf.Variable
}

const small = 20_000

/**
 * Adam (Kingma & Ba, ICLR 2015, algorithm 1) with few, long passes over memory: the bias corrections are two scalars,
 * small variables are one vector. The learning rate is a variable, so that a traced step follows a schedule.
 */
export class Adam {
  readonly #beta1: number
  readonly #beta2: number
  readonly #epsilon: number
  readonly #decay: number
  readonly #rate: tf.Variable
  readonly #steps: tf.Variable
  readonly #groups: readonly Group[]
  readonly #variables: readonly tf.Variable[]

  constructor(variables: readonly tf.Variable[], options: AdamOptions) {
    const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options
    this.#beta1 = beta1
    this.#beta2 = beta2
    this.#epsilon = epsilon
    this.#decay = weightDecay
    this.#rate = own([], learningRate)
    this.#steps = own([], 0)
    this.#variables = variables
    const decayed = (variable: tf.Variable): boolean => weightDecay > 0 && variable.rank > 1
    const groups = variables
      .filter((variable) => variable.size >= small)
      .map((variable) => group([variable], decayed(variable), variable.shape))
    for (const decays of [false, true]) {
      const little = variables.filter((variable) => variable.size < small && decayed(variable) === decays)
      const size = little.reduce((sum, variable) => sum + variable.size, 0)
      if (little.length) groups.push(group(little, decays, [size]))
    }
    this.#groups = groups
  }

  setLearningRate(rate: number): void {
    tf.tidy(() => this.#rate.assign(tf.scalar(rate)))
  }

  /** One step down the gradient of `loss`, whose value before the step is answered. */
  minimise(loss: () => tf.Scalar): tf.Scalar {
    const { value, grads } = tf.variableGrads(loss, [...this.#variables])
    tf.tidy(() => this.#apply(grads))
    tf.dispose(grads)
    return value
  }

  /** One step, by the gradients of its variables, by name. */
  apply(gradients: tf.NamedTensorMap): void {
    tf.tidy(() => this.#apply(gradients))
  }

  /** Step count and moments, a copy: with the weights, all that a resumed run needs. */
  exportState(): Float32Array {
    const parts = this.#state().map((variable) => variable.dataSync() as Float32Array)
    const state = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
    let from = 0
    for (const part of parts) {
      state.set(part, from)
      from += part.length
    }
    return state
  }

  /** Takes up what `exportState` gave for the same variables. */
  importState(state: Float32Array): void {
    const expected = this.#state().reduce((sum, variable) => sum + variable.size, 0)
    if (state.length !== expected)
      throw new Error(`an optimiser state of ${state.length} numbers, ${expected} expected`)
    let from = 0
    for (const variable of this.#state()) {
      const part = state.slice(from, from + variable.size)
      tf.tidy(() => variable.assign(tf.tensor(part, variable.shape)))
      from += variable.size
    }
  }

  dispose(): void {
    this.#rate.dispose()
    for (const variable of this.#state()) variable.dispose()
  }

  #state(): tf.Variable[] {
    return [this.#steps, ...this.#groups.flatMap(({ first, second }) => [first, second])]
  }

  #apply(grads: tf.NamedTensorMap): void {
    const steps = tf.add(this.#steps, 1)
    this.#steps.assign(steps)
    const correction = (beta: number): tf.Tensor =>
      tf.div(1 - beta, tf.sub(1, tf.pow(tf.scalar(beta), steps)))
    const spread = tf.sqrt(correction(this.#beta2))
    const scale = tf.div(tf.mul(this.#rate, correction(this.#beta1)), spread)
    const epsilon = tf.div(this.#epsilon, spread)
    const kept = tf.sub(1, tf.mul(this.#rate, this.#decay))

    for (const { variables, decayed, first, second } of this.#groups) {
      const gradient = joined(
        variables.map((variable) => gradientOf(variable, grads)),
        first.shape,
      )
      const weights = joined(variables, first.shape)
      const m = tf.add(tf.mul(first, this.#beta1), gradient)
      const v = tf.add(tf.mul(second, this.#beta2), tf.mul(gradient, gradient))
      first.assign(m)
      second.assign(v)
      const change = tf.mul(tf.div(m, tf.add(tf.sqrt(v), epsilon)), scale)
      share(tf.sub(decayed ? tf.mul(weights, kept) : weights, change), variables)
    }
  }
}

const own = (shape: number[], value: number): tf.Variable =>
  tf.tidy(() => tf.variable(tf.fill(shape, value), false))

const group = (variables: readonly tf.Variable[], decayed: boolean, shape: number[]): Group => ({
  variables,
  decayed,
  first: own(shape, 0),
  second: own(shape, 0),
})

function gradientOf(variable: tf.Variable, grads: tf.NamedTensorMap): tf.Tensor {
  const gradient = grads[variable.name]
  if (!gradient) throw new Error(`the loss does not depend on ${variable.name}`)
  return gradient
}

/** The tensors as one of a shape: reshaped if there is one, else one after the other. */
const joined = (tensors: readonly tf.Tensor[], shape: number[]): tf.Tensor =>
  tensors.length === 1
    ? tf.reshape(tensors[0]!, shape)
    : tf.concat(tensors.map((tensor) => tf.reshape(tensor, [tensor.size])))

function share(values: tf.Tensor, variables: readonly tf.Variable[]): void {
  const pieces =
    variables.length === 1
      ? [values]
      : tf.split(
          values,
          variables.map((variable) => variable.size),
        )
  variables.forEach((variable, index) => variable.assign(tf.reshape(pieces[index]!, variable.shape)))
}
