import * as tf from '@tensorflow/tfjs'
import type { Experiment } from '#shared/domain/experiment'
import { DropoutMasks } from '#models/layers/DropoutMasks'
import { trainingLoss, type TrainingLoss } from '#models/losses/trainingLoss'
import type { LossPlugin } from '#models/plugins/contract'
import { inputShape } from '#models/networks/inputShape'
import { exportWeights, importWeights } from '#models/networks/weights'
import type { Descent } from '#models/optimisers/Descent'
import { LossScale } from '#models/optimisers/LossScale'
import { trainingDescent } from '#models/optimisers/trainingDescent'
import { halfInUse } from '#electron/onnx/engine'
import { compileStep, type CompiledStep } from '#electron/onnx/step'
import { AccumulatedStep, type PartTensors, type StepParts } from './accumulatedStep'
import type { Batch } from './batches'
import { NormMeasure } from './normMeasure'
import { stepsMemory, type StepsMemory } from './runMemory'

type StepInputs = [images: tf.Tensor, truth: tf.Tensor, labelled: tf.Tensor2D, masks: tf.Tensor2D]
type LossInputs = [images: tf.Tensor, truth: tf.Tensor, labelled: tf.Tensor2D]

const weightsKey = 'weights'
const optimiserKey = 'optimiser'

/**
 * A network, its loss and its optimiser: one traced step of training, one of validation. The network stays the caller's.
 * The same seed and the same batches give the same weights; what it holds in between is in `state`.
 */
export class Trainer {
  private readonly optimiser: Descent
  private readonly rule: TrainingLoss
  private readonly lossScale: LossScale | null
  private readonly masks: DropoutMasks
  private readonly trainStep: CompiledStep<StepInputs>
  private readonly lossStep: CompiledStep<LossInputs>
  private readonly norms: NormMeasure
  private readonly parts: StepParts
  private accumulated: AccumulatedStep | null = null
  private most = Infinity
  /** Pixels of an image: [height, width] or [slices, height, width]. */
  private readonly shape: readonly number[]

  constructor(
    readonly network: tf.LayersModel,
    side: number,
    private readonly channels: number,
    training: Experiment['training'],
    ownLoss: LossPlugin | null = null,
    /** May there be pixels that are to be ignored? */
    ignoring = false,
  ) {
    this.shape = inputShape(network, side)
    const rule = trainingLoss(network, channels, training, ownLoss, ignoring)
    const { logits } = rule
    const outputs = (images: tf.Tensor, training: boolean): tf.Tensor[] =>
      [logits.apply(images, { training }) as tf.Tensor].flat()
    const optimiser = trainingDescent(network, training)
    this.rule = rule
    const masks = new DropoutMasks(network, training.seed)
    this.optimiser = optimiser
    const lossScale = halfInUse() ? new LossScale() : null
    this.lossScale = lossScale
    const down = (loss: () => tf.Scalar): tf.Scalar => optimiser.minimise(loss)
    const minimise = (loss: () => tf.Scalar): tf.Scalar =>
      lossScale ? lossScale.guard(loss, optimiser.variables, down) : down(loss)
    this.masks = masks
    this.trainStep = compileStep((...[images, truth, labelled, drawn]: StepInputs) =>
      // The masks are cut outside the tape's scope: the gradient needs them after the forward pass is tidied away.
      masks.during(drawn, () => minimise(() => rule.trained(outputs(images, true), truth, labelled))),
    )
    this.norms = new NormMeasure(network, (images, drawn) =>
      masks.during(drawn, () => void network.apply(images, { training: true })),
    )
    this.parts = {
      forward: (images) => outputs(images, true),
      shapes: logits.outputs.map(({ shape }) => shape.slice(1) as number[]),
      loss: (maps, truth, labelled) => rule.trained(maps, truth, labelled),
      during: (drawn, body) => masks.during(drawn, body),
      variables: optimiser.variables,
      averages: network.nonTrainableWeights.map((weight) => weight.read() as tf.Variable),
      minimise,
    }
    this.lossStep = compileStep((...[images, truth, labelled]: LossInputs) =>
      rule.validated(outputs(images, false)[0]!, truth, labelled),
    )
  }

  /** One step down the gradient; the loss before it. `number` of the step over the whole run decides the dropout. */
  step(batch: Batch, learningRate: number, number: number): number {
    this.optimiser.setLearningRate(learningRate)
    const masks = this.masks.draw(batch.count, number)
    try {
      return batch.count <= this.most ? this.wholeStep(batch, masks) : this.stepInParts(batch, masks)
    } finally {
      masks.dispose()
    }
  }

  /** Compiles the steps for batches of `count` images, and says what they will take; null where nothing is compiled. */
  takes(count: number): StepsMemory | null {
    const blank: Batch = {
      count,
      images: new Float32Array(count * this.pixels),
      targets: new Float32Array(count * this.pixels * this.channels),
      labelled: new Float32Array(count * this.channels),
    }
    const inputs = this.tensors(blank)
    const masks = this.masks.none(count)
    try {
      if (!this.trainStep.prepare(...inputs, masks) || !this.lossStep.prepare(...inputs)) return null
      this.norms.prepare(inputs[0], masks)
    } finally {
      tf.dispose([...inputs, masks])
    }
    return stepsMemory([...this.trainStep.traces(), ...this.lossStep.traces(), ...this.norms.traces()])
  }

  /** Images that one step computes together. A larger batch is computed in parts, with the same result. */
  get atOnce(): number {
    return this.most
  }

  /** Frees what larger steps took. */
  computeAtOnce(images: number): void {
    this.trainStep.dispose()
    this.lossStep.dispose()
    this.norms.free()
    this.accumulated?.dispose()
    this.accumulated = null
    this.most = images
  }

  /** Does the network look across the images of a batch, as a batch norm does? In parts it then trains otherwise. */
  get looksAcross(): boolean {
    return this.parts.averages.length > 0
  }

  /** The loss without dropout; nothing changes. */
  loss(batch: Batch): number {
    const inputs = this.tensors(batch)
    const [loss] = this.lossStep(...inputs)
    tf.dispose(inputs)
    return loss![0]!
  }

  /** Are there norms whose averages are to be measured before a prediction? */
  get measuresNorms(): boolean {
    return this.norms.any
  }

  /** Takes a batch, without dropout, into the averages of the norms: number 1 begins them anew. */
  measureNorms({ count, images }: Batch, number: number): void {
    const masks = this.masks.none(count)
    const slices = tf.tensor(images, [count, ...this.shape, 1])
    try {
      this.norms.take(slices, masks, number)
    } finally {
      tf.dispose([masks, slices])
    }
  }

  /** A copy of all that a resumed run needs: weights, moments, step count. */
  state(): Map<string, Float32Array> {
    return new Map([
      [weightsKey, new Float32Array(exportWeights(this.network).data)],
      [optimiserKey, this.optimiser.exportState()],
    ])
  }

  /** The same with the moving averages for weights, where the experiment asks for them. */
  averagedState(): Map<string, Float32Array> {
    return this.optimiser.withAverages(() => this.state())
  }

  /** Puts the moving averages in the weights' places, if there are any, and at the next call the weights back. */
  exchangeAverages(): void {
    this.optimiser.exchange()
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
    this.norms.free()
    this.accumulated?.dispose()
    this.optimiser.dispose()
    this.lossScale?.dispose()
  }

  private get pixels(): number {
    return this.shape.reduce((product, size) => product * size, 1)
  }

  private wholeStep(batch: Batch, masks: tf.Tensor2D): number {
    const inputs = this.tensors(batch)
    try {
      return this.trainStep(...inputs, masks)[0]![0]!
    } finally {
      tf.dispose(inputs)
    }
  }

  private stepInParts(batch: Batch, masks: tf.Tensor2D): number {
    const accumulated = (this.accumulated ??= new AccumulatedStep(this.parts))
    const drawn = masks.dataSync<'float32'>()
    const parts: PartTensors[] = []
    for (let from = 0; from < batch.count; from += this.most)
      parts.push(this.part(batch, drawn, from, Math.min(this.most, batch.count - from)))
    const truth = this.rule.truth(batch.targets, [batch.count, ...this.shape])
    const labelled = tf.tensor2d(batch.labelled, [batch.count, this.channels])
    try {
      return accumulated.step(parts, truth, labelled)
    } finally {
      for (const part of parts) tf.dispose([part.images, part.masks])
      tf.dispose([truth, labelled])
    }
  }

  /** `count` images of a batch from number `from` on; of the masks, their rows and those below that belong to all. */
  private part(
    { count: images, ...batch }: Batch,
    drawn: Float32Array,
    from: number,
    count: number,
  ): PartTensors {
    const { pixels } = this
    const { width } = this.masks
    const common = drawn.subarray(images * width)
    const own = new Float32Array(count * width + common.length)
    own.set(drawn.subarray(from * width, (from + count) * width))
    own.set(common, count * width)
    return {
      images: tf.tensor(batch.images.slice(from * pixels, (from + count) * pixels), [
        count,
        ...this.shape,
        1,
      ]),
      masks: tf.tensor2d(own, [own.length / width, width]),
    }
  }

  private tensors({ count, images, targets, labelled }: Batch): LossInputs {
    const { shape, channels } = this
    return [
      tf.tensor(images, [count, ...shape, 1]),
      this.rule.truth(targets, [count, ...shape]),
      tf.tensor2d(labelled, [count, channels]),
    ]
  }
}
