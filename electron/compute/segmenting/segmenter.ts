import * as tf from '@tensorflow/tfjs'
import type { OutputKind } from '#models/losses/loss'
import { inputShape } from '#models/networks/inputShape'
import { outputKindOf } from '#models/networks/logits'
import { compileStep, type CompiledStep, type TraceSummary } from '#electron/onnx/step'
import { slidingProbabilities, type Size3 } from './slidingWindow'

/**
 * Runs a network over prepared volumes in pieces of one shape, so that one compiled form serves all: over slices in
 * batches, or where the network reads volumes over windows of the stack.
 */
export class Segmenter {
  /** How the probabilities came about: under a softmax, what they lack to one is the background's. */
  readonly output: OutputKind
  private readonly step: CompiledStep<[tf.Tensor]>
  /** Pixels of what the network is fed: [height, width] or [slices, height, width]. */
  private readonly shape: readonly number[]
  private readonly batch: number

  /** `side` of the square slices, `channels` of the answer, one a structure; the network stays the caller's. */
  constructor(
    readonly network: tf.LayersModel,
    readonly side: number,
    readonly channels: number,
    batch = 8,
  ) {
    this.output = outputKindOf(network)
    this.shape = inputShape(network, side)
    this.batch = this.readsVolumes ? 1 : batch
    const first = this.output === 'softmax' ? 1 : 0
    this.step = compileStep((images: tf.Tensor) => {
      const all = network.apply(images, { training: false }) as tf.Tensor
      const axes = all.rank - 1
      if (all.shape[axes] === channels) return all
      const every = (value: number): number[] => Array<number>(axes).fill(value)
      return tf.slice(all, [...every(0), first], [...every(-1), channels])
    })
  }

  /** Does the network look at several slices at once? A single slice is then too little to go by. */
  get readsVolumes(): boolean {
    return this.shape.length === 3
  }

  /** Probabilities [Z, side, side, channels] of a prepared stack [Z, side, side]. */
  probabilities(stack: Float32Array): Float32Array {
    const { side, channels } = this
    if (!this.readsVolumes) return this.bySlices(stack)
    const size = [stack.length / side ** 2, side, side] as const
    return slidingProbabilities(stack, size, this.shape as Size3, channels, (window) => this.answer(window))
  }

  /** Compiles the step, without running it; gives what it is made of. */
  prepare(): readonly TraceSummary[] {
    const images = tf.zeros([this.batch, ...this.shape, 1])
    this.step.prepare(images)
    images.dispose()
    return this.step.traces()
  }

  dispose(): void {
    this.step.dispose()
  }

  /** The last batch is filled up with nought. */
  private bySlices(slices: Float32Array): Float32Array {
    const plane = this.side * this.side
    const count = slices.length / plane
    const out = new Float32Array(slices.length * this.channels)
    for (let from = 0; from < count; from += this.batch) {
      const until = Math.min(count, from + this.batch)
      const given = new Float32Array(this.batch * plane)
      given.set(slices.subarray(from * plane, until * plane))
      const answer = this.answer(given)
      out.set(answer.subarray(0, (until - from) * plane * this.channels), from * plane * this.channels)
    }
    return out
  }

  private answer(images: Float32Array): Float32Array {
    const given = tf.tensor(images, [this.batch, ...this.shape, 1])
    const [answer] = this.step(given)
    given.dispose()
    return answer!
  }
}
