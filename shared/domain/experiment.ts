import { z } from './schema'
import { Augmentation, AugmentationChoice } from './augmentation'
import { NetworkChoice } from './networkChoice'
import { DenseCrfOptions } from './denseCrf'
import { PluginName } from './plugin'
import { TrainedPreparation } from './preparation'
import { StartFrom } from './startFrom'
import { LayoutId } from './study'
import { RegionId } from './structures'
import { trainingRule } from './trainingRule'

/** Cases by name. */
export const NamedSplit = z.strictObject({
  train: z.array(z.string()).min(1),
  validation: z.array(z.string()).min(1),
  test: z.array(z.string()),
})

/** Cases by name, or how many of each, drawn by patient with a seed (F-DS-3). */
export const Split = z.union([
  NamedSplit,
  z.strictObject({
    train: z.number().int().min(1),
    validation: z.number().int().min(1),
    test: z.number().int().min(0),
    seed: z.number().int(),
  }),
])
export type Split = z.infer<typeof Split>

/** One experiment: files in, files out (decisions.md 8). Paths are relative to the experiment's file. */
export const Experiment = z.strictObject({
  schema: z.literal('septum-experiment/1'),
  name: z.string().min(1).max(120),
  note: z.string().default(''),
  data: z.strictObject({
    folder: z.string(),
    layout: z.union([LayoutId, z.literal('auto')]).default('auto'),
    split: Split,
  }),
  structures: z.array(RegionId).min(1).default(['rv-cavity', 'lv-myocardium', 'lv-cavity']),
  preparation: TrainedPreparation.prefault({}),
  network: NetworkChoice.prefault({}),
  training: z
    .strictObject({
      epochs: z.number().int().positive().default(40),
      batch: z.number().int().positive().default(8),
      /** Stops after this many minutes, after the epoch under way, keeping the best; null = no limit. */
      minutes: z.number().positive().nullable().default(null),
      seed: z.number().int().default(1),
      /** Weights to start from; null = drawn ones. */
      startFrom: StartFrom.nullable().default(null),
      ...trainingRule,
      warmUpEpochs: z.number().min(0).default(0),
      augmentation: AugmentationChoice.default(Augmentation.parse({})),
      /** Whole validation cases are scored every so many epochs. */
      validateEvery: z.number().int().positive().default(1),
    })
    .prefault({}),
  /** Plug-ins that score the test's volumes besides. */
  metrics: z.array(PluginName).max(20).default([]),
  /** How the trained network is asked: by the final test and in use, not at each epoch's validation. */
  prediction: z
    .strictObject({
      /** Also the mirrored images are segmented, and the mean taken (test-time augmentation); four times as long. */
      mirror: z.boolean().default(false),
    })
    .prefault({}),
  /** In the order in which they are applied. */
  postprocessing: z
    .strictObject({
      /** A dense CRF moves the borders to edges of the picture; needs probabilities. */
      denseCrf: z.boolean().default(false),
      denseCrfOptions: DenseCrfOptions.prefault({}),
      /** Of each structure the largest component of the volume. */
      largestComponents: z.boolean().default(true),
      /** Of the LV cavity the largest component of each slice. */
      largestCavity: z.boolean().default(false),
      /** RV cavities more than 10 mm from the left ventricle go. Not for models whose training data lacked it. */
      farRightVentricle: z.boolean().default(false),
      /** Small enclosed background takes the nearest label. */
      fillIslands: z.boolean().default(false),
    })
    .prefault({}),
})
export type Experiment = z.infer<typeof Experiment>
/** What a person writes: everything with a default may be left out. */
export type ExperimentFile = z.input<typeof Experiment>
