import * as tf from '@tensorflow/tfjs'
import type { OutputKind } from '#models/losses/loss'
import { outputKindOf } from '#models/networks/logits'
import { compileStep, type CompiledStep, type TraceSummary } from '#electron/onnx/step'

/** Runs a network over prepared slices in batches of one size, so that one compiled form serves all volumes. */
export class Segmenter {
  /** How the probabilities came about: under a softmax, what they lack to one is the background's. */
  readonly output: OutputKind
  private readonly step: CompiledStep<[tf.Tensor4D]>

  /** `side` of the square slices, `channels` of the answer, one a structure; the network stays the caller's. */
  constructor(
    readonly network: tf.LayersModel,
    readonly side: number,
    readonly channels: number,
    readonly batch = 8,
  ) {
    this.output = outputKindOf(network)
    const first = this.output === 'softmax' ? 1 : 0
    this.step = compileStep((slices: tf.Tensor4D) => {
      const all = network.apply(slices, { training: false }) as tf.Tensor4D
      const structuresOnly = all.shape[3] === channels
      return structuresOnly ? all : tf.slice4d(all, [0, 0, 0, first], [-1, -1, -1, channels])
    })
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

  /** Compiles the step, without running it; gives what it is made of. */
  prepare(): readonly TraceSummary[] {
    const images = tf.zeros<tf.Rank.R4>([this.batch, this.side, this.side, 1])
    this.step.prepare(images)
    images.dispose()
    return this.step.traces()
  }

  dispose(): void {
    this.step.dispose()
  }
}
