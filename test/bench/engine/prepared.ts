import type * as tf from '@tensorflow/tfjs'
import type { StepOptions } from '#electron/onnx/step'

export interface BenchSettings {
  readonly network: string
  readonly batch: number
  /** The image, without batch and channel. */
  readonly size: readonly number[]
  /** Structures to be told apart. */
  readonly structures: number
  readonly threads: number
  readonly seed: number
}

/** A network ready to be timed: whole training steps and predictions, and what they were compiled to. */
export interface Prepared {
  readonly parameters: number
  train(): void
  predict(): void
  /** ONNX nodes of the training step. */
  nodes(): number
  dispose(): void
}

export type Prepare = (settings: BenchSettings, options: StepOptions) => Prepared

export const parametersOf = (variables: readonly tf.Variable[]): number =>
  variables.reduce((sum, variable) => sum + variable.size, 0)
