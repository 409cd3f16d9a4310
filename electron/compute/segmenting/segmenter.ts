import * as tf from '@tensorflow/tfjs'
import { compileStep, type CompiledStep } from '#electron/onnx/step'

/** Runs a network over prepared slices in batches of one size, so that one compiled form serves all volumes. */
export class Segmenter {
  private readonly step: CompiledStep<[tf.Tensor4D]>

  /** `side` of the square slices, `channels` of the answer; the network stays the caller's. */
  constructor(
    readonly network: tf.LayersModel,
    readonly side: number,
    readonly channels: number,
    readonly batch = 8,
  ) {
    this.step = compileStep((slices: tf.Tensor4D) => network.apply(slices, { training: false }) as tf.Tensor)
  }

  /** Probabilities [Z, side, side, channels] of slices [Z, side, side]. The last batch is filled up with nought. */
  probabilities(slices: Float32Array): Float32Array {
    const plane = this.side * this.side
    const count = slices.length / plane
    const out = new Float32Array(slices.length * this.channels)
    for (let from = 0; from < count; from += this.batch) {
      const until = Math.min(count, from + this.batch)
      const given = new Float32Array(this.batch * plane)
      given.set(slices.subarray(from * plane, until * plane))
      const images = tf.tensor4d(given, [this.batch, this.side, this.side, 1])
      const [answer] = this.step(images)
      images.dispose()
      out.set(answer!.subarray(0, (until - from) * plane * this.channels), from * plane * this.channels)
    }
    return out
  }

  dispose(): void {
    this.step.dispose()
  }
}
