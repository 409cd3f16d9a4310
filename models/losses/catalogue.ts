import * as tf from '@tensorflow/tfjs'
import type { Experiment } from '#shared/domain/experiment'
import { crossEntropy } from './crossEntropy'
import type { Loss } from './loss'
import { softDice } from './softDice'

export type LossId = Experiment['training']['loss']

export interface LossEntry {
  readonly id: LossId
  readonly title: string
  readonly loss: Loss
}

/** Every loss that an experiment can name. */
export const lossCatalogue: Readonly<Record<LossId, LossEntry>> = {
  'ce+dice': {
    id: 'ce+dice',
    title: 'Cross-entropy + Dice',
    loss: (comparison) => tf.add(crossEntropy(comparison), softDice(comparison)),
  },
  'cross-entropy': { id: 'cross-entropy', title: 'Cross-entropy', loss: crossEntropy },
  dice: { id: 'dice', title: 'Dice', loss: (comparison) => softDice(comparison) },
}
