import { basename } from 'node:path'
import {
  OnnxPlan,
  type AxisOrder,
  type OnnxInspection,
  type OnnxValue,
  type OutputMeaning,
} from '#shared/domain/onnxImport'
import { cardiacRegions } from '#shared/domain/structures'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '#electron/formats/fileBytes'
import { largestWeightsBytes } from '#electron/formats/weights/heldArray'
import { onnxSummary, type OnnxSummary } from '#electron/formats/weights/onnxGraph'
import { OnnxSegmenter } from '../segmenting/onnxSegmenter'
import { sha256 } from './writeModelFolder'

/** A side for networks that take any. */
const usualSide = 160
const largestSide = 1024

/** The bytes of an ONNX file. Throws FILE_UNREADABLE, MODEL_REFUSED above 1 GB. */
export async function onnxBytes(file: string): Promise<Uint8Array> {
  const { size } = await fileBytes(file, 16)
  if (size > largestWeightsBytes)
    throw new SeptumError('MODEL_REFUSED', { file, reason: 'it is larger than 1 GB' })
  return (await fileBytes(file)).bytes
}

/**
 * What is in an ONNX file and a first guess of how to use it (R-MD-1): looked through, then run once on a phantom slice.
 * Throws MODEL_REFUSED with the reason, FILE_UNREADABLE, FILE_MALFORMED, FILE_TRUNCATED.
 */
export async function inspectOnnx(file: string): Promise<OnnxInspection> {
  const bytes = await onnxBytes(file)
  const summary = onnxSummary(bytes, file)
  const { inputs, outputs, opset, producer, parameters, operators } = summary
  const [input] = inputs
  const refuse = (reason: string): never => {
    throw new SeptumError('MODEL_REFUSED', { file, reason })
  }
  if (!input || inputs.length > 1) refuse(`it has ${inputs.length} inputs, and one image is given`)
  const sum = sha256(bytes)
  const plan = firstGuess(file, sum, input!, summary, refuse)
  const segmenter = new OnnxSegmenter(bytes, plan, file)
  try {
    const { dims } = segmenter.run(phantomSlice(plan.preparation.side))
    const { order, channels } = answerShape(dims, plan, refuse)
    return {
      ...{ file, sha256: sum, bytes: bytes.length, opset, producer, parameters, inputs: [...inputs] },
      ...{ outputs: [...outputs], operators: [...operators], outputChannels: channels },
      plan: {
        ...plan,
        output: { ...plan.output, order, channels: meaningsOf(channels, plan.output.meaning) },
      },
    }
  } finally {
    segmenter.dispose()
  }
}

function firstGuess(
  file: string,
  sum: string,
  input: OnnxValue,
  { outputs, makers }: OnnxSummary,
  refuse: (reason: string) => never,
): OnnxPlan {
  const [n, a, b, c] = input.shape
  if (input.type !== 'float32') refuse(`its input is of ${input.type}, and float32 is given`)
  if (input.shape.length !== 4)
    refuse(`its input has ${input.shape.length} axes; slices of [1, channels, rows, columns] are given`)
  if ((n ?? 1) !== 1) refuse(`it takes ${n} images at once`)
  const few = (size: number | null | undefined): boolean => size !== null && size !== undefined && size <= 4
  const order: AxisOrder = few(a) || !few(c) ? 'NCHW' : 'NHWC'
  const [planes, rows, columns] = order === 'NCHW' ? [a, b, c] : [c, a, b]
  if (rows && columns && rows !== columns)
    refuse(`it takes images of ${rows} × ${columns}; square ones are given`)
  const side = rows ?? columns ?? usualSide
  if (side > largestSide || (planes ?? 1) > 4) refuse(`its input is ${input.shape.join(' × ')}`)
  const [output] = outputs
  if (!output) refuse('it has no output')
  const maker = makers.get(output!.name)
  const meaning: OutputMeaning =
    maker === 'Sigmoid' ? 'sigmoid' : maker === 'Softmax' ? 'softmax' : 'softmax-logits'
  return OnnxPlan.parse({
    schema: 'septum-onnx/1',
    name:
      basename(file)
        .replace(/\.\w+$/, '')
        .slice(0, 80) || 'model',
    sha256: sum,
    input: { name: input.name, order, planes: planes ?? 1 },
    // The shape of the answer is known once it has run.
    output: { name: output!.name, order, meaning, channels: [cardiacRegions[0]] },
    preparation: { side },
    postprocessing: {},
  })
}

function answerShape(
  dims: readonly number[],
  { preparation: { side } }: OnnxPlan,
  refuse: (reason: string) => never,
): { order: AxisOrder; channels: number } {
  const [, a = 0, b = 0, c = 0] = dims
  if (dims.length !== 4)
    refuse(`its answer has the shape ${dims.join(' × ')}; one value a channel and pixel is read`)
  const first = b === side && c === side
  if (!first && !(a === side && b === side))
    refuse(`its answer is ${dims.join(' × ')}, of another size than the image of ${side} × ${side}`)
  const channels = first ? a : c
  if (channels < 1 || channels > 64) refuse(`its answer has ${channels} channels`)
  return { order: first ? 'NCHW' : 'NHWC', channels }
}

/** Septum's own order, background first under a softmax; beyond that nothing is assumed. */
function meaningsOf(channels: number, meaning: OutputMeaning): OnnxPlan['output']['channels'] {
  const background = meaning.startsWith('softmax') ? 1 : 0
  const structures = channels - background
  const known = structures === 1 ? (['lv-cavity'] as const) : cardiacRegions
  return Array.from({ length: channels }, (_, k) =>
    background === 1 && k === 0 ? 'background' : (known[k - background] ?? 'ignored'),
  )
}

/** A bright disc in a dark ring on grey, z-scored: enough to see that a network answers. */
function phantomSlice(side: number): Float32Array {
  return Float32Array.from({ length: side * side }, (_, i) => {
    const away = Math.hypot((i % side) - side / 2, Math.floor(i / side) - side / 2) / side
    return away < 0.12 ? 2 : away < 0.2 ? -1 : 0
  })
}
