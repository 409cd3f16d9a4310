import type * as tf from '@tensorflow/tfjs'

/** What moves weights down their gradients. Its state, with the weights, is all that a resumed run needs. */
export interface Optimiser {
  readonly setLearningRate: (rate: number) => void
  /** One step, by the gradients of its variables, by name. */
  readonly apply: (gradients: tf.NamedTensorMap) => void
  readonly exportState: () => Float32Array
  /** Takes up what `exportState` gave for the same variables. */
  readonly importState: (state: Float32Array) => void
  readonly dispose: () => void
}

/** Values of variables, one after the other. */
export function valuesOf(variables: readonly tf.Variable[]): Float32Array {
  const state = new Float32Array(variables.reduce((sum, { size }) => sum + size, 0))
  let from = 0
  for (const variable of variables) {
    state.set(variable.dataSync(), from)
    from += variable.size
  }
  return state
}
