import { ignoredLabel } from './structures'
import { z } from './schema'
import { LossId } from './loss'
import { NetworkId } from './network'
import { Augment, PostStep, PreStep } from './recipeSteps'
import { optimiserIds, scheduleIds } from './trainingRule'

/** The published systems (networks.md). */
export const systemIds = ['S0', 'S1', 'S2', 'S3', 'S4'] as const
export const RecipeId = z.string().regex(/^[a-z0-9_]{1,60}$/)

const share = z.number().min(0).max(1)
const count = z.number().int().positive()
const cases = z.union([z.array(z.string()).min(1), z.string()])

const Data = z.strictObject({
  id: z.enum(['SCD', 'LVSC', 'RVSC', 'PNGPAIR', 'MIX', 'ACDC', 'FSVENT']),
  /** Which of a data set's distributions (datasets.md B1). */
  layout: z.string().optional(),
  /** S2: whose patients are trained on together. */
  mix: z.array(z.enum(['acdc', 'lv', 'rv', 'sb'])).optional(),
  /** What is learnt, in the system's own words. */
  target: z.string(),
  /** Regions that it is made of; a recipe may learn their union as one. */
  structures: z.array(z.string()).min(1),
  polygon: z.enum(['cv2_int', 'centre']).optional(),
  /** Added to the coordinates of contours, pixels. */
  offset_px: z.number().optional(),
  /** Structures that a case does not label: learnt as background, or left out of the loss. */
  unlabelled: z.enum(['background', 'ignored']).optional(),
  frames: z.string().optional(),
  train: cases,
  test: cases,
})

const Split = z.strictObject({
  level: z.enum(['image', 'patient']),
  scheme: z.string().optional(),
  seed: z.number().int().optional(),
  dev_fraction: share.optional(),
  dev_images: count.optional(),
  test_fraction: share.optional(),
  test_images: count.optional(),
  train_images: count.optional(),
  folds: count.optional(),
})

const Net = z.strictObject({
  id: NetworkId,
  /** Planes of the image, and maps of the output. */
  in: count,
  out: count,
  /** Pixels, [height, width] or [slices, height, width]; absent: any. */
  input: z.array(count).optional(),
  /** Trainable. */
  parameters: count,
  /** Of networks.md Q: as the published program does, or as it should. */
  quirks: z.enum(['faithful', 'corrected']).default('faithful'),
  base_filters: count.optional(),
  growth: count.optional(),
  layers_per_block: z.array(count).optional(),
  dropout: share.optional(),
  deep_supervision: z.boolean().optional(),
  variable_size: z.boolean().optional(),
  multi_scale: z.boolean().optional(),
})

const Init = z.strictObject({
  id: z.enum(['glorot-uniform', 'truncated-normal', 'he-normal', 'zeros', 'pretrained', 'published']),
  sd: z.number().positive().optional(),
  bias: z.number().optional(),
  weights: z.string().optional(),
})

const Loss = z.strictObject({
  id: LossId,
  smooth: z.number().min(0).optional(),
  weights: z.enum(['inverse', 'median']).optional(),
  /** Label of pixels that do not count: always this one here. */
  ignore: z.literal(ignoredLabel).optional(),
  entropy_weight: z.number().min(0).optional(),
  dice_weight: z.number().min(0).optional(),
  l2: z.number().positive().optional(),
})

const Optim = z.strictObject({
  id: z.enum(optimiserIds),
  lr: z.number().positive(),
  momentum: z.number().min(0).max(1).optional(),
  nesterov: z.boolean().optional(),
  weight_decay: z.number().min(0).optional(),
  /** Rate of the head beside the backbone's. */
  head_rate: z.number().positive().optional(),
})

const Schedule = z.strictObject({
  id: z.enum(scheduleIds),
  power: z.number().positive().optional(),
  factor: z.number().positive().optional(),
  /** Share of all steps between two of them. */
  share: share.optional(),
  patience: count.optional(),
  per: z.enum(['iteration', 'epoch']).optional(),
  /** Iterations at which the decay would reach nought; absent: the run's last. */
  max_it: count.optional(),
})

const Phase = z.strictObject({ iterations: count, schedule: Schedule, keep: z.string() })

const Train = z.strictObject({
  batch: count,
  epochs: count.optional(),
  iterations: count.optional(),
  batches_per_epoch: count.optional(),
  early_stop: count.optional(),
  reshuffle: z.boolean().optional(),
  /** S1's two; the optimiser keeps its momentum, the counter of the schedule begins anew. */
  phases: z.array(Phase).optional(),
  checkpoint: z.enum(['last', 'best-loss', 'best-dice', 'phase']),
  chunk_images: count.optional(),
})

const Predict = z.strictObject({
  batch: count.optional(),
  mirror: z.boolean().optional(),
  repeats: count.optional(),
  ensemble: z.string().optional(),
})

const Evaluation = z.strictObject({
  evaluator: z.enum([
    'E1',
    'E2',
    'E3',
    'E4',
    'confusion',
    'slices',
    'soft-jaccard',
    'pixel-accuracy',
    'images',
  ]),
  version: z.string().optional(),
  level: z.enum(['image', 'slice', 'volume', 'case', 'dataset']),
  metrics: z.array(z.string()).min(1),
  dist_limit_mm: z.number().optional(),
  export: z.string().optional(),
  every_iterations: count.optional(),
})

/** One column of recipes.md: all that a published system did, or with `faithful: false` what it should have done. */
export const Recipe = z.strictObject({
  id: RecipeId,
  system: z.enum(systemIds),
  title: z.string().min(1),
  faithful: z.boolean(),
  seed: z.number().int(),
  data: Data,
  split: Split,
  /** The preparation's name in datasets.md, and its steps. */
  pre_preset: z.enum([
    'C1',
    'C2',
    'C3',
    'C4',
    'C5',
    'C6',
    'C6r',
    'C7',
    'C8',
    'C9',
    'C10',
    'C11',
    'C12-2d',
    'C12-3d',
  ]),
  pre: z.array(PreStep).min(1),
  aug: Augment.nullable().default(null),
  net: Net,
  init: Init,
  loss: Loss,
  optim: Optim,
  schedule: Schedule,
  train: Train,
  predict: Predict.optional(),
  post: z.array(PostStep),
  eval: Evaluation,
  /** What was published, to be reached. */
  target: z.record(z.string(), z.union([z.number(), z.array(z.number())])),
  budget: z.strictObject({ max_minutes: count }).optional(),
  source: z.strictObject({
    software: z.string().optional(),
    hardware: z.string().optional(),
    time: z.string().optional(),
  }),
  /** evaluation.md J and networks.md Q. */
  quirks: z.array(z.string().regex(/^[DQ]\d+[a-z]?$/)),
  /** Paths whose values the sources do not give: chosen by this specification, or recalled. */
  assumed: z.array(z.string()),
  /** Of a corrected twin: what it does otherwise, in words. */
  differences: z.array(z.string()).default([]),
})
export type Recipe = z.infer<typeof Recipe>
