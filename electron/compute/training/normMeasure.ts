import * as tf from '@tensorflow/tfjs'
import { BatchNorm } from '#models/layers/BatchNorm'
import { compileStep, type CompiledStep, type TraceSummary } from '#electron/onnx/step'

type Inputs = [images: tf.Tensor, masks: tf.Tensor2D, share: tf.Scalar]

/**
 * Measures the moments that the norms of a network predict with: the plain mean of those of some training batches, with
 * the weights as they are now and dropout masks that keep everything. Training goes on unchanged, it does not read them.
 *
 * Source  Wu & Johnson, arXiv 2105.07576 (2021), section 3
 */
export class NormMeasure {
  private readonly norms: readonly BatchNorm[]
  private readonly step: CompiledStep<Inputs>

  /** `forward` runs the network as in training, with the masks that it is given. */
  constructor(network: tf.LayersModel, forward: (images: tf.Tensor, masks: tf.Tensor2D) => void) {
    const norms = network.layers.filter(
      (layer) => layer instanceof BatchNorm && layer.measured,
    ) as BatchNorm[]
    this.norms = norms
    this.step = compileStep((...[images, masks, share]: Inputs) => {
      for (const norm of norms) norm.take(share)
      try {
        forward(images, masks)
      } finally {
        for (const norm of norms) norm.take(null)
      }
      return tf.mul(share, 1)
    })
  }

  /** Is there anything to measure? */
  get any(): boolean {
    return this.norms.length > 0
  }

  /** Takes batch `number`, from 1, into the means. */
  take(images: tf.Tensor, masks: tf.Tensor2D, number: number): void {
    if (!this.any) return
    const share = tf.scalar(1 / number)
    this.step(images, masks, share)
    share.dispose()
  }

  /** Compiles the step for batches like this. */
  prepare(images: tf.Tensor, masks: tf.Tensor2D): void {
    if (!this.any) return
    const share = tf.scalar(1)
    this.step.prepare(images, masks, share)
    share.dispose()
  }

  traces(): readonly TraceSummary[] {
    return this.step.traces()
  }

  /** Frees what was compiled. */
  free(): void {
    this.step.dispose()
  }
}
