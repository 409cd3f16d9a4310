import * as tf from '@tensorflow/tfjs'
import { compileStep, type CompiledStep } from '#electron/onnx/step'
import { joined } from '#models/optimisers/joined'

/** What a step of training is made of. */
export interface StepParts {
  /** The logits that the loss looks at, as in training. */
  readonly forward: (images: tf.Tensor) => tf.Tensor[]
  /** Shapes of the logits of one image, [[…pixels, channels], …]. */
  readonly shapes: readonly (readonly number[])[]
  readonly loss: (logits: tf.Tensor[], truth: tf.Tensor, labelled: tf.Tensor2D) => tf.Scalar
  /** Runs `body` with the dropout masks of its images. */
  readonly during: <T>(masks: tf.Tensor2D, body: () => T) => T
  /** What training changes. */
  readonly variables: readonly tf.Variable[]
  /** What a forward pass changes by itself, such as the moving averages of a batch norm. */
  readonly averages: readonly tf.Variable[]
  /** A step down the gradient of a loss with respect to `variables`. */
  readonly minimise: (loss: () => tf.Scalar) => tf.Scalar
}

/** Some images of a batch, and their dropout masks. */
export interface PartTensors {
  readonly images: tf.Tensor
  readonly masks: tf.Tensor2D
}

type Tensors = readonly tf.Tensor[]

/**
 * A training step over a batch that does not fit into memory as a whole: part by part, with the same result. The logits of
 * all parts come first; the loss of the whole batch and its slope at each logit are worked out from them, so that losses
 * which are no mean over images stay what they are; then each part gives its share of the gradient. One forward pass more.
 *
 * Only what looks across the images of a batch differs: a batch norm sees those of one part.
 */
export class AccumulatedStep {
  private readonly shapes: StepParts['shapes']
  private readonly sums: readonly tf.Variable[]
  private readonly logits: CompiledStep<Tensors>
  private readonly slopes: CompiledStep<Tensors>
  private readonly gradients: CompiledStep<Tensors>
  private readonly update: CompiledStep<[]>

  constructor(parts: StepParts) {
    const { forward, during, loss, variables, averages, minimise } = parts
    this.shapes = parts.shapes
    const sums = variables.map((variable) => tf.tidy(() => tf.variable(tf.zeros(variable.shape), false)))
    this.sums = sums
    this.logits = compileStep<Tensors>((images, masks) => {
      const before = averages.map((average) => average.clone())
      const maps = during(masks as tf.Tensor2D, () => forward(images!))
      averages.forEach((average, index) => average.assign(before[index]!))
      return maps
    })
    this.slopes = compileStep<Tensors>((truth, labelled, ...maps) => {
      const of = tf.valueAndGrads((...given: tf.Tensor[]) => loss(given, truth!, labelled as tf.Tensor2D))
      const { value, grads } = of([...maps])
      return [value, ...grads]
    })
    this.gradients = compileStep<Tensors>((images, masks, ...slopes) => {
      const weighed = (): tf.Scalar =>
        tf.addN(forward(images!).map((map, index) => tf.sum<tf.Scalar>(tf.mul(map, slopes[index]!))))
      const { value, grads } = during(masks as tf.Tensor2D, () => tf.variableGrads(weighed, [...variables]))
      variables.forEach(({ name }, index) => sums[index]!.assign(tf.add(sums[index]!, grads[name]!)))
      return value
    })
    // The gradient of Σ w·g with respect to w is g: any optimiser takes up sums that were made elsewhere.
    this.update = compileStep<[]>(() => {
      const value = minimise(
        () =>
          tf.addN(variables.map((variable, index) => tf.sum(tf.mul(variable, sums[index]!)))) as tf.Scalar,
      )
      for (const sum of sums) sum.assign(tf.zerosLike(sum))
      return value
    })
  }

  /** One step over all parts; the loss before it. The tensors stay the caller's. */
  step(parts: readonly PartTensors[], truth: tf.Tensor, labelled: tf.Tensor2D): number {
    const logits = parts.map(({ images, masks }) => this.logits(images, masks))
    const counts = parts.map(({ images }) => images.shape[0])
    const whole = this.tensors(truth.shape[0], (map) => joined(logits.map((maps) => maps[map]!)))
    const [loss, ...slopes] = this.slopes(truth, labelled, ...whole)
    tf.dispose(whole)
    let from = 0
    parts.forEach(({ images, masks }, part) => {
      const count = counts[part]!
      const own = this.tensors(count, (map) => {
        const each = slopes[map]!.length / truth.shape[0]
        return slopes[map]!.slice(from * each, (from + count) * each)
      })
      this.gradients(images, masks, ...own)
      tf.dispose(own)
      from += count
    })
    this.update()
    return loss![0]!
  }

  /** Forgets what was added up, for a step that failed on the way. */
  clear(): void {
    for (const sum of this.sums) tf.tidy(() => sum.assign(tf.zeros(sum.shape)))
  }

  dispose(): void {
    for (const step of [this.logits, this.slopes, this.gradients, this.update]) step.dispose()
    tf.dispose([...this.sums])
  }

  private tensors(count: number, values: (map: number) => Float32Array): tf.Tensor[] {
    return this.shapes.map((shape, map) => tf.tensor(values(map), [count, ...shape]))
  }
}
