import { z } from './schema'
import { Experiment } from './experiment'
import { PlainPreparation } from './preparation'
import { RegionId } from './structures'

/** What a number of an output means: a probability, or a logit that becomes one. */
export const outputMeanings = ['softmax', 'sigmoid', 'softmax-logits', 'sigmoid-logits'] as const
export const OutputMeaning = z.enum(outputMeanings)
export type OutputMeaning = z.infer<typeof OutputMeaning>

export const AxisOrder = z.enum(['NCHW', 'NHWC'])
export type AxisOrder = z.infer<typeof AxisOrder>

/** What one channel of an output stands for; `ignored`: something that Septum does not draw. */
export const ChannelMeaning = z.union([RegionId, z.enum(['background', 'ignored'])])
export type ChannelMeaning = z.infer<typeof ChannelMeaning>

/** How a network that was made elsewhere is fed and understood: what the wizard asks, and `septum model import` reads. */
export const OnnxPlan = z
  .strictObject({
    schema: z.literal('septum-onnx/1'),
    name: z.string().min(1).max(80),
    /** SHA-256 of the file that was looked at; another file is refused. */
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    input: z.strictObject({
      name: z.string(),
      order: AxisOrder,
      /** Copies of the one grey plane. */
      planes: z.number().int().min(1).max(4),
      /** Prepared values times this, and then plus that; 1 and 0 leave them. */
      multiply: z.number().default(1),
      add: z.number().default(0),
    }),
    output: z.strictObject({
      name: z.string(),
      order: AxisOrder,
      meaning: OutputMeaning,
      channels: z.array(ChannelMeaning).min(1).max(64),
    }),
    preparation: PlainPreparation.prefault({}),
    postprocessing: Experiment.shape.postprocessing,
    licence: z.string().max(500).default(''),
    note: z.string().max(500).default(''),
  })
  .superRefine(({ output: { channels } }, context) => {
    const drawn = channels.filter((channel) => channel !== 'background' && channel !== 'ignored')
    if (drawn.length === 0)
      context.addIssue({ code: 'custom', path: ['output', 'channels'], message: 'no structure is named' })
    if (new Set(drawn).size < drawn.length)
      context.addIssue({
        code: 'custom',
        path: ['output', 'channels'],
        message: 'a structure is named twice',
      })
  })
export type OnnxPlan = z.infer<typeof OnnxPlan>

/** The structures that a plan's output draws, in the order of its channels. */
export const drawnChannels = ({ output }: OnnxPlan): RegionId[] =>
  output.channels.filter((channel): channel is RegionId => channel !== 'background' && channel !== 'ignored')

const OnnxValue = z.object({
  name: z.string(),
  /** Kind of numbers, such as `float32`. */
  type: z.string(),
  /** Null: any size. */
  shape: z.array(z.number().int().nullable()),
})
export type OnnxValue = z.infer<typeof OnnxValue>

/** What is found in an ONNX file before anything of it is kept (R-MD-1). */
export const OnnxInspection = z.object({
  file: z.string(),
  sha256: z.string(),
  bytes: z.number().int(),
  opset: z.number().int(),
  producer: z.string(),
  parameters: z.number().int(),
  inputs: z.array(OnnxValue),
  outputs: z.array(OnnxValue),
  operators: z.array(z.object({ name: z.string(), count: z.number().int() })),
  /** Output channels, from a trial run on a phantom slice. */
  outputChannels: z.number().int(),
  /** What a first look suggests; a person has to confirm it. */
  plan: OnnxPlan,
})
export type OnnxInspection = z.infer<typeof OnnxInspection>
