import type * as tf from '@tensorflow/tfjs'
import type { RegionId } from '#shared/domain/structures'
import type { LossOptions } from '../losses/loss'

/**
 * What a plug-in is: one JavaScript file (an ES module that imports nothing but Node's own modules) in the workspace's
 * `plugins` folder, whose default export is one of these. README.md beside this file has an example of each kind.
 */
export type Plugin = LossPlugin | MetricPlugin | NetworkPlugin

interface Common {
  /** The version of this contract. */
  readonly septum: 1
  /** Lower-case letters, digits and hyphens; an experiment names it `plugin:<id>`. */
  readonly id: string
  readonly title: string
}

export interface LossPlugin extends Common {
  readonly kind: 'loss'
  /**
   * A number to be made small, as a scalar of operations of `tf` alone: no values are read, it is traced once. What was
   * not labelled is nought in both tensors.
   */
  readonly loss: (
    tensorflow: typeof tf,
    /** [n, …pixels, K], nought or one. */
    truth: tf.Tensor,
    /** [n, …pixels, K], the probability of each structure. */
    prediction: tf.Tensor,
    options: LossPluginOptions,
  ) => tf.Scalar
}

export interface LossPluginOptions extends LossOptions {
  /** [n, K], one where the structure was labelled in the image. */
  readonly labelled: tf.Tensor2D
}

export interface MetricPlugin extends Common {
  readonly kind: 'metric'
  readonly direction: 'higher' | 'lower'
  /** Left out: a number without a unit. */
  readonly unit?: string
  /** A finite number, or null where the metric has none for this volume. */
  readonly measure: (volume: MetricVolume) => number | null
}

/** One structure of one volume. The arrays are copies. */
export interface MetricVolume {
  /** [slices, rows, columns], nought or one. */
  readonly truth: Uint8Array
  readonly mask: Uint8Array
  readonly shape: readonly [slices: number, rows: number, columns: number]
  /** z: distance of slice centres. */
  readonly spacingMm: { readonly x: number; readonly y: number; readonly z: number }
  readonly structure: RegionId
  readonly phase: 'ed' | 'es' | 'still'
  readonly case: string
}

export interface NetworkPlugin extends Common {
  readonly kind: 'network'
  /**
   * A network whose only output layer is an activation: 'sigmoid' over `classes` channels, or 'softmax' over
   * `classes` + 1, background first. It has to take 64 × 64 pixels, which it is tried with.
   */
  readonly build: (
    tensorflow: typeof tf,
    shape: readonly [height: number, width: number, channels: 1],
    classes: number,
    options: { readonly seed: number },
  ) => tf.LayersModel
}
