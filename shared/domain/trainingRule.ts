import { z } from './schema'
import { LossId } from './loss'
import { PluginName } from './plugin'

/** Options of losses (models/losses/loss.ts); each loss takes its own and leaves the others. */
const LossOptions = z.strictObject({
  smooth: z.number().min(0).optional(),
  over: z.enum(['image', 'batch']).optional(),
  background: z.boolean().optional(),
  empty: z.enum(['skip', 'one', 'smooth']).optional(),
  weights: z.union([z.array(z.number().min(0)), z.enum(['inverse', 'median'])]).optional(),
  alpha: z.number().min(0).max(1).optional(),
  beta: z.number().min(0).max(1).optional(),
  gamma: z.number().positive().optional(),
  share: z.number().min(0).max(1).optional(),
  entropyWeight: z.number().min(0).optional(),
  diceWeight: z.number().min(0).optional(),
  quirks: z.enum(['faithful', 'corrected']).optional(),
})

const ScheduleOptions = z.strictObject({
  /** poly: (1 - step / steps)^power. */
  power: z.number().positive().optional(),
  /** step, exponential, plateau: the factor at each. */
  factor: z.number().positive().max(1).optional(),
  /** step: share of the run between two of them. */
  share: z.number().positive().max(1).optional(),
  /** plateau: epochs without a lower validation loss that are put up with. */
  patience: z.number().int().positive().optional(),
  /** The rate changes only at every so manieth step. */
  every: z.number().int().positive().optional(),
})

export const optimiserIds = ['adam', 'adamw', 'sgd', 'sgd-caffe', 'sgd-keras'] as const
export const scheduleIds = ['constant', 'poly', 'cosine', 'step', 'exponential', 'plateau'] as const

/** A part of a training with a schedule of its own, counted in iterations (S1 has two). */
const TrainingPhase = z.strictObject({
  iterations: z.number().int().positive(),
  schedule: z.enum(scheduleIds).default('constant'),
  scheduleOptions: ScheduleOptions.default({}),
  /** Iterations over which the schedule would come to its end; null: those of the phase. */
  decayOver: z.number().int().positive().nullable().default(null),
})

/** How a network learns: loss, optimiser, schedule of the learning rate, and what holds them in check. */
export const trainingRule = {
  loss: z.union([LossId, PluginName]).default('ce+dice'),
  lossOptions: LossOptions.default({}),
  /** Lower levels of the network are taught too, where it has such outputs. */
  deepSupervision: z.boolean().default(true),
  optimiser: z.enum(optimiserIds).default('adam'),
  learningRate: z.number().positive().default(1e-3),
  weightDecay: z.number().min(0).default(0),
  /** Of the three kinds of gradient descent. */
  momentum: z.number().min(0).max(0.9999).default(0.9),
  nesterov: z.boolean().default(false),
  /** λ times the filters' squares is added to the loss (networks.md A0.9). */
  penalty: z
    .strictObject({
      lambda: z.number().positive(),
      kind: z.enum(['half', 'whole', 'squared']).default('half'),
    })
    .nullable()
    .default(null),
  /** Greatest norm of all gradients together; null = no limit. */
  clipNorm: z.number().positive().nullable().default(null),
  /** Share that a moving average of the weights keeps at each step; the average is validated and kept. null = none. */
  averageWeights: z.number().positive().max(0.99999).nullable().default(null),
  /** Multiplies the learning rate of layers by the beginning of their names; 0 freezes them. */
  layerRates: z.record(z.string(), z.number().min(0)).default({}),
  /** The multipliers that were published with the network. */
  publishedRates: z.boolean().default(false),
  schedule: z.enum(scheduleIds).default('poly'),
  scheduleOptions: ScheduleOptions.default({}),
  /**
   * Phases one after the other, each beginning its schedule anew with the weights and the momentum of the one before; the
   * state at the end of each is kept, the last one's is tested. They go before `epochs` and `schedule`. null = none.
   */
  phases: z.array(TrainingPhase).min(1).nullable().default(null),
  /** Stops after so many epochs without a lower validation loss; null = never. */
  earlyStopEpochs: z.number().int().positive().nullable().default(null),
}
