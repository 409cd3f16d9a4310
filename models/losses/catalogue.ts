import * as tf from '@tensorflow/tfjs'
import type { LossId } from '#shared/domain/loss'
import { boundary } from './boundary'
import { clippedCrossEntropy, summedCrossEntropy } from './clippedCrossEntropy'
import { crossEntropy } from './crossEntropy'
import { edgeWeightedCrossEntropy } from './edgeWeightedCrossEntropy'
import { focal } from './focal'
import { generalisedDice } from './generalisedDice'
import { jaccardZhong } from './jaccardZhong'
import { khened } from './khened'
import type { Comparison, LossOptions } from './loss'
import type { MapKind } from './maps/lossMaps'
import { negativeDice } from './negativeDice'
import { nnunet } from './nnunet'
import { softDice } from './softDice'
import { softJaccard } from './softJaccard'
import { topkCrossEntropy } from './topkCrossEntropy'
import { tversky } from './tversky'
import { weightedCrossEntropy } from './weightedCrossEntropy'

export interface LossEntry {
  readonly id: LossId
  readonly title: string
  readonly loss: (comparison: Comparison, options?: LossOptions) => tf.Scalar
  /** What must be drawn from the truth for it: signed distances of each structure, or a weight of each pixel. */
  readonly maps?: MapKind
}

const entry = (
  id: LossId,
  title: string,
  loss: LossEntry['loss'],
  more: Pick<LossEntry, 'maps'> = {},
): LossEntry => ({ id, title, loss, ...more })

const entropyAndDice: LossEntry['loss'] = (comparison, options = {}) => {
  const { entropyWeight = 1, diceWeight = 1 } = options
  return tf.add(
    tf.mul(crossEntropy(comparison), entropyWeight),
    tf.mul(softDice(comparison, options), diceWeight),
  )
}
const plainEntropy: LossEntry['loss'] = (comparison) => crossEntropy(comparison)

/** Every loss that an experiment can name: the current ones, then those of published systems (networks.md B). */
export const lossCatalogue: Readonly<Record<LossId, LossEntry>> = {
  'ce+dice': entry('ce+dice', 'Cross-entropy + Dice', entropyAndDice),
  'cross-entropy': entry('cross-entropy', 'Cross-entropy', plainEntropy),
  dice: entry('dice', 'Dice', softDice),
  'soft-jaccard': entry('soft-jaccard', 'Jaccard', softJaccard),
  'generalised-dice': entry('generalised-dice', 'Generalised Dice', generalisedDice),
  tversky: entry('tversky', 'Tversky', tversky),
  'focal-tversky': entry('focal-tversky', 'Focal Tversky', (comparison, options) =>
    tversky(comparison, { gamma: 4 / 3, ...options }),
  ),
  focal: entry('focal', 'Focal', focal),
  'weighted-ce': entry('weighted-ce', 'Cross-entropy weighted by class', weightedCrossEntropy),
  'edge-weighted-ce': entry(
    'edge-weighted-ce',
    'Cross-entropy weighted by borders',
    edgeWeightedCrossEntropy,
    {
      maps: 'unet',
    },
  ),
  'topk-ce': entry('topk-ce', 'Cross-entropy of the hardest pixels', topkCrossEntropy),
  boundary: entry('boundary', 'Dice + distance to the border', boundary, { maps: 'distances' }),
  nnunet: entry('nnunet', 'nnU-Net: cross-entropy - Dice', nnunet),
  'dice-tran': entry('dice-tran', 'Tran: Dice of each image, smooth 10', (comparison, options) =>
    softDice(comparison, { ...options, smooth: 10, over: 'image', together: true }),
  ),
  cce: entry('cce', 'Keras: categorical cross-entropy', (comparison) =>
    clippedCrossEntropy(comparison, 'keras'),
  ),
  'wdice-isensee': entry(
    'wdice-isensee',
    'Isensee: -Dice of each image and structure',
    (comparison, options) =>
      negativeDice(comparison, { ...options, over: 'image', above: 1e-5, below: 1e-5 }),
  ),
  'dice-flat': entry('dice-flat', 'ellisdg: -Dice of everything', (comparison, options) =>
    negativeDice(comparison, { ...options, over: 'batch', together: true, above: 1, below: 1 }),
  ),
  khened: entry('khened', 'Khened: weighted cross-entropy + weighted Dice', khened, { maps: 'khened' }),
  'jaccard-zhong': entry('jaccard-zhong', 'S3: -Jaccard of the first structure', (comparison) =>
    jaccardZhong(comparison),
  ),
  'ce-caffe': entry('ce-caffe', 'Caffe: softmax loss', (comparison) =>
    clippedCrossEntropy(comparison, 'caffe'),
  ),
  'ce-caffe-sum': entry('ce-caffe-sum', 'Caffe: softmax loss, not normalised', summedCrossEntropy),
  'dice-acdc2d': entry('dice-acdc2d', 'ACDC 2017, 2-D: -Dice with background', (comparison, options) =>
    negativeDice(comparison, { ...options, background: true, over: 'batch', above: 0, below: 1e-6 }),
  ),
  'ce-acdc3d': entry('ce-acdc3d', 'ACDC 2017, 3-D: cross-entropy', plainEntropy),
}
