import * as tf from '@tensorflow/tfjs'
import type { Experiment } from '#shared/domain/experiment'
import { DropoutMasks } from '#models/layers/DropoutMasks'
import { lossCatalogue } from '#models/losses/catalogue'
import { logitsOf, trainableVariables } from '#models/networks/logits'
import { exportWeights, importWeights } from '#models/networks/weights'
import { Adam } from '#models/optimisers/Adam'
import { compileStep, type CompiledStep } from '#electron/onnx/step'
import type { Batch } from './batches'

type StepInputs = [images: tf.Tensor4D, truth: tf.Tensor4D, labelled: tf.Tensor2D, masks: tf.Tensor2D]
type LossInputs = [images: tf.Tensor4D, truth: tf.Tensor4D, labelled: tf.Tensor2D]

const weightsKey = 'weights'
const optimiserKey = 'optimiser'

/**
 * A network, its loss and its optimiser: one traced step of training, one of validation. The network stays the caller's.
 * The same seed and the same batches give the same weights; what it holds in between is in `state`.
 */
export class Trainer {
  private readonly optimiser: Adam
  private readonly masks: DropoutMasks
  private readonly trainStep: CompiledStep<StepInputs>
  private readonly lossStep: CompiledStep<LossInputs>

  constructor(
    readonly network: tf.LayersModel,
    private readonly side: number,
    private readonly channels: number,
    training: Experiment['training'],
  ) {
    const { loss } = lossCatalogue[training.loss]
    const logits = logitsOf(network)
    const optimiser = new Adam(trainableVariables(network), {
      learningRate: training.learningRate,
      weightDecay: training.optimiser === 'adamw' ? training.weightDecay : 0,
    })
    const masks = new DropoutMasks(network, training.seed)
    this.optimiser = optimiser
    this.masks = masks
    this.trainStep = compileStep((...[images, truth, labelled, drawn]: StepInputs) =>
      // The masks are cut outside the tape's scope: the gradient needs them after the forward pass is tidied away.
      masks.during(drawn, () =>
        optimiser.minimise(() =>
          loss({ logits: logits.apply(images, { training: true }) as tf.Tensor4D, truth, labelled }),
        ),
      ),
    )
    this.lossStep = compileStep((...[images, truth, labelled]: LossInputs) =>
      loss({ logits: logits.apply(images, { training: false }) as tf.Tensor4D, truth, labelled }),
    )
  }

  /** One step down the gradient; the loss before it. `number` of the step over the whole run decides the dropout. */
  step(batch: Batch, learningRate: number, number: number): number {
    this.optimiser.setLearningRate(learningRate)
    const inputs: StepInputs = [...this.tensors(batch), this.masks.draw(batch.count, number)]
    const [loss] = this.trainStep(...inputs)
    tf.dispose(inputs)
    return loss![0]!
  }

  /** The loss without dropout; nothing changes. */
  loss(batch: Batch): number {
    const inputs = this.tensors(batch)
    const [loss] = this.lossStep(...inputs)
    tf.dispose(inputs)
    return loss![0]!
  }

  /** A copy of all that a resumed run needs: weights, moments, step count. */
  state(): Map<string, Float32Array> {
    return new Map([
      [weightsKey, new Float32Array(exportWeights(this.network).data)],
      [optimiserKey, this.optimiser.exportState()],
    ])
  }

  /** Takes up what `state` gave, bit for bit. Throws MODEL_DAMAGED when it belongs to another network. */
  restore(state: ReadonlyMap<string, Float32Array>): void {
    this.restoreWeights(state)
    const optimiser = state.get(optimiserKey)
    if (!optimiser) throw new Error('the checkpoint holds no optimiser state')
    this.optimiser.importState(optimiser)
  }

  restoreWeights(state: ReadonlyMap<string, Float32Array>): void {
    const weights = state.get(weightsKey)
    if (!weights) throw new Error('the checkpoint holds no weights')
    const { specs } = exportWeights(this.network)
    importWeights(this.network, { specs, data: weights.slice().buffer })
  }

  dispose(): void {
    this.trainStep.dispose()
    this.lossStep.dispose()
    this.optimiser.dispose()
  }

  private tensors({ count, images, targets, labelled }: Batch): LossInputs {
    const { side, channels } = this
    return [
      tf.tensor4d(images, [count, side, side, 1]),
      tf.tensor4d(targets, [count, side, side, channels]),
      tf.tensor2d(labelled, [count, channels]),
    ]
  }
}
