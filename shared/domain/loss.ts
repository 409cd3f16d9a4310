import { z } from './schema'

/** Every loss that the catalogue (models/losses/catalogue.ts) can compute: current ones, then those of publications. */
export const lossIds = [
  'ce+dice',
  'cross-entropy',
  'dice',
  'soft-jaccard',
  'generalised-dice',
  'tversky',
  'focal-tversky',
  'focal',
  'weighted-ce',
  'edge-weighted-ce',
  'topk-ce',
  'boundary',
  'nnunet',
  'dice-tran',
  'cce',
  'wdice-isensee',
  'dice-flat',
  'khened',
  'jaccard-zhong',
  'ce-caffe',
  'ce-caffe-sum',
  'dice-acdc2d',
  'ce-acdc3d',
] as const
export const LossId = z.enum(lossIds)
export type LossId = z.infer<typeof LossId>
