import { drawnChannels, type OnnxPlan } from '#shared/domain/onnxImport'
import { SeptumError } from '#shared/errors/SeptumError'
import type { OutputKind } from '#models/losses/loss'
import { runtimeTensor, Session } from '#electron/onnx/runtime'

/** Numbers of one answer, at most: 64 channels of 1024². */
const mostNumbers = 2 ** 26

/**
 * Runs a network that was made elsewhere over prepared slices, one at a time, as its plan says. It answers as `Segmenter`
 * does: probabilities of the structures that the plan names.
 */
export class OnnxSegmenter {
  readonly output: OutputKind
  readonly side: number
  readonly readsVolumes = false
  private readonly session: Session
  private readonly places: readonly number[]

  /** Throws MODEL_REFUSED when ONNX Runtime does not take the model. */
  constructor(
    model: Uint8Array,
    private readonly plan: OnnxPlan,
    private readonly file: string,
    threads = 0,
  ) {
    const { meaning, channels } = plan.output
    this.side = plan.preparation.side
    this.output = meaning.startsWith('softmax') ? 'softmax' : 'sigmoid'
    this.places = drawnChannels(plan).map((region) => channels.indexOf(region))
    try {
      this.session = new Session(model, {
        graphOptimizationLevel: 'all',
        ...(threads > 0 && { intraOpNumThreads: threads }),
      })
    } catch (error) {
      throw this.refused(wordsOf(error), error)
    }
  }

  /** Probabilities [Z, side, side, structures] of slices [Z, side, side]. Throws MODEL_REFUSED when the answer has another shape than planned. */
  probabilities(slices: Float32Array): Float32Array {
    const { side, places } = this
    const plane = side * side
    const out = new Float32Array((slices.length / plane) * plane * places.length)
    for (let from = 0; from < slices.length; from += plane) {
      const values = this.answer(slices.subarray(from, from + plane))
      out.set(values, from * places.length)
    }
    return out
  }

  dispose(): void {
    this.session.dispose()
  }

  /** [side, side, structures] of one slice. */
  private answer(slice: Float32Array): Float32Array {
    const { side, plan, places } = this
    const { data, dims } = this.run(slice)
    const count = plan.output.channels.length
    const wanted = plan.output.order === 'NCHW' ? [1, count, side, side] : [1, side, side, count]
    if (dims.join() !== wanted.join())
      throw this.refused(`its answer has the shape ${dims.join(' × ')}, and ${wanted.join(' × ')} was said`)
    const plane = side * side
    const [perPixel, perChannel] = plan.output.order === 'NCHW' ? [1, plane] : [count, 1]
    const out = new Float32Array(plane * places.length)
    const values = new Float64Array(count)
    for (let pixel = 0; pixel < plane; pixel++) {
      for (let k = 0; k < count; k++) values[k] = data[pixel * perPixel + k * perChannel]!
      asProbabilities(values, plan.output.meaning)
      for (const [at, place] of places.entries()) out[pixel * places.length + at] = values[place]!
    }
    return out
  }

  /** What the network itself answers to a prepared slice. Throws MODEL_REFUSED. */
  run(slice: Float32Array): { data: Float32Array; dims: readonly number[] } {
    const { input, output } = this.plan
    const { side } = this
    const { planes, multiply, add } = input
    const plane = side * side
    const given = new Float32Array(planes * plane)
    for (let pixel = 0; pixel < plane; pixel++)
      for (let p = 0; p < planes; p++)
        given[input.order === 'NCHW' ? p * plane + pixel : pixel * planes + p] =
          slice[pixel]! * multiply + add
    const shape = input.order === 'NCHW' ? [1, planes, side, side] : [1, side, side, planes]
    let answer
    try {
      answer = this.session.run({ [input.name]: runtimeTensor('float32', given, shape) })[output.name]
    } catch (error) {
      throw this.refused(wordsOf(error), error)
    }
    if (!answer) throw this.refused(`it has no output called ${output.name}`)
    if (answer.type !== 'float32') throw this.refused(`its answer is of ${answer.type}, and float32 is read`)
    if (answer.data.length > mostNumbers) throw this.refused(`its answer has ${answer.data.length} numbers`)
    return { data: answer.data as Float32Array, dims: answer.dims }
  }

  private refused(reason: string, cause?: unknown): SeptumError {
    return new SeptumError('MODEL_REFUSED', { file: this.file, reason }, { cause })
  }
}

/** Logits become probabilities in place; probabilities stay. */
function asProbabilities(values: Float64Array, meaning: OnnxPlan['output']['meaning']): void {
  if (meaning === 'sigmoid-logits')
    for (const [k, value] of values.entries()) values[k] = 1 / (1 + Math.exp(-value))
  if (meaning !== 'softmax-logits') return
  const most = Math.max(...values)
  let sum = 0
  for (const [k, value] of values.entries()) sum += values[k] = Math.exp(value - most)
  for (const [k, value] of values.entries()) values[k] = value / sum
}

/** The first line of what ONNX Runtime says, without the place in its sources. */
const wordsOf = (error: unknown): string => {
  const [first = ''] = String(error instanceof Error ? error.message : error).split('\n')
  return `ONNX Runtime says: ${first.replace(/\S+\.(cc|h):\d+\s*/g, '').slice(0, 200)}`
}
