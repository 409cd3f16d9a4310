import { z } from './schema'
import { ExperimentResult } from './evaluation'
import { Experiment } from './experiment'
import { NetworkId } from './network'
import { PluginName } from './plugin'
import { OnnxPlan } from './onnxImport'
import { RegionId } from './structures'
import { TransferReport } from './transferReport'

/** A trained model's id: `<name>@<version>`, or a catalogue network's id for an untrained one. */
export const ModelId = z.string().regex(/^[A-Za-z0-9._-]{1,120}(@\d+)?$/)
export type ModelId = z.infer<typeof ModelId>

/** A network of the catalogue, one of a plug-in, or one that was made elsewhere and came as a file. */
export const ModelNetwork = z.union([NetworkId, PluginName, z.literal('onnx')])
export type ModelNetwork = z.infer<typeof ModelNetwork>

/** What a model can be written as for other programs. */
export const exportFormats = ['onnx', 'tfjs', 'safetensors'] as const
export const ExportFormat = z.enum(exportFormats)
export type ExportFormat = z.infer<typeof ExportFormat>

/** model.json beside the weights: how to prepare, what the channels mean, where it came from (F-RE-6, R-MD-2). */
export const ModelCard = z.object({
  schema: z.literal('septum-model/1'),
  id: ModelId,
  name: z.string(),
  version: z.number().int().positive(),
  network: z.object({ id: ModelNetwork, options: z.record(z.string(), z.unknown()) }),
  /** Region of each output channel, in order. */
  channels: z.array(RegionId),
  preparation: Experiment.shape.preparation,
  prediction: Experiment.shape.prediction,
  postprocessing: Experiment.shape.postprocessing,
  /** Null: it was trained elsewhere, on what is not known here. */
  trainedOn: z
    .object({
      data: z.string(),
      cases: z.array(z.string()),
      slices: z.number().int(),
      spacingMm: z.object({ min: z.number(), max: z.number() }),
    })
    .nullable(),
  /** Of the training part, where the network was planned for it. */
  fingerprint: z
    .object({
      volumes: z.number().int(),
      slices: z.number().int(),
      medianSpacingMm: z.tuple([z.number(), z.number(), z.number()]).readonly(),
      medianSlices: z.number().int(),
      side: z.number().int(),
      intensities: z
        .array(
          z.object({ label: z.number().int(), pixels: z.number().int(), mean: z.number(), sd: z.number() }),
        )
        .readonly(),
    })
    .optional(),
  /** Null: it was trained elsewhere. */
  experiment: Experiment.nullable(),
  /** How a network that was made elsewhere is fed and understood; null: it was trained here. */
  imported: OnnxPlan.nullable().default(null),
  /** What became of the weights that its training started from; null: it started from drawn ones. */
  transfer: TransferReport.nullable().default(null),
  result: ExperimentResult.nullable(),
  run: z.string(),
  bestEpoch: z.number().int(),
  seconds: z.number(),
  engine: z.string(),
  createdAt: z.string(),
  licence: z.string(),
  state: z.enum(['draft', 'candidate', 'approved', 'retired']),
  /** SHA-256 of each file beside the card. */
  checksums: z.record(z.string(), z.string()),
})
export type ModelCard = z.infer<typeof ModelCard>

export const ModelRow = z.object({
  id: ModelId,
  /** `catalogue`: a network that can be trained; `trained`: weights are there. */
  source: z.enum(['catalogue', 'trained']),
  title: z.string(),
  network: ModelNetwork,
  /** [height, width, channels]. */
  input: z.array(z.number().int()),
  trainableParameters: z.number().int(),
  totalParameters: z.number().int(),
  card: ModelCard.nullable(),
})
export type ModelRow = z.infer<typeof ModelRow>
/** A row of a network that can be trained. */
export type CatalogueRow = ModelRow & { readonly network: NetworkId }

export const LayerRow = z.object({
  name: z.string(),
  kind: z.string(),
  outputShape: z.array(z.number().int()),
  parameters: z.number().int(),
  /** Multiply-adds × 2 for one image. */
  flops: z.number(),
})
export type LayerRow = z.infer<typeof LayerRow>

/** The answer of `model show ID --json`. */
export const ModelDescription = z.object({
  id: ModelId,
  layers: z.array(LayerRow),
  trainableParameters: z.number().int(),
  /** Multiply-adds × 2 of one forward pass of one image. */
  flops: z.number(),
  /** Weights and activations of one forward pass of one image. */
  memoryBytes: z.number(),
})
export type ModelDescription = z.infer<typeof ModelDescription>
