import * as tf from '@tensorflow/tfjs'
import type { Experiment } from '#shared/domain/experiment'
import { isPluginName } from '#shared/domain/plugin'
import { outputKindOf, logitsOf, structureLogits, taughtLogitsOf } from '../networks/logits'
import type { LossPlugin } from '../plugins/contract'
import { pluginLoss } from '../plugins/pluginLoss'
import { lossCatalogue, type LossEntry } from './catalogue'
import { deepSupervision, teachingWeights } from './deepSupervision'
import type { Comparison } from './loss'
import { mapChannels, withMaps } from './maps/lossMaps'

type Asked = Pick<Experiment['training'], 'loss' | 'lossOptions' | 'deepSupervision'>

/** The loss of an experiment, on the logits of its network. */
export interface TrainingLoss {
  /** Image to logits: one output, or several, the finest first, where lower levels are taught too. */
  readonly logits: tf.LayersModel
  /**
   * Targets [count, …pixels, structures] as the tensor that the loss wants, with what it has drawn from them: in a volume
   * slice by slice. -1 in all structures: the pixel is to be ignored.
   */
  readonly truth: (targets: Float32Array, size: readonly number[]) => tf.Tensor
  /** Of all outputs. */
  readonly trained: (outputs: readonly tf.Tensor[], truth: tf.Tensor, labelled: tf.Tensor2D) => tf.Scalar
  /** Of the first output alone. */
  readonly validated: (output: tf.Tensor, truth: tf.Tensor, labelled: tf.Tensor2D) => tf.Scalar
}

function askedLoss(asked: Asked, own: LossPlugin | null): Pick<LossEntry, 'loss' | 'maps'> {
  if (!isPluginName(asked.loss)) return lossCatalogue[asked.loss]
  if (!own) throw new Error(`${asked.loss} was not loaded`)
  return { loss: pluginLoss(own, asked.lossOptions) }
}

/** Truth that marks pixels to be ignored by -1, as truth and as what counts. */
function judgedTruth(marked: tf.Tensor): Required<Pick<Comparison, 'truth' | 'counted'>> {
  const size = [...marked.shape.slice(0, -1), 1]
  const first = tf.slice(
    marked,
    size.map(() => 0),
    size,
  )
  return { truth: tf.relu(marked), counted: tf.sub(1, tf.relu(tf.neg(first))) }
}

/**
 * The loss that an experiment asks for, for a network of so many structures; `own`: that of its plug-in. `ignoring`: there may
 * be pixels that are to be ignored (label 255, networks.md `ce_caffe`, `ce_sum_msc`).
 */
export function trainingLoss(
  network: tf.LayersModel,
  structures: number,
  asked: Asked,
  own: LossPlugin | null = null,
  ignoring = false,
): TrainingLoss {
  const entry = askedLoss(asked, own)
  const activation = outputKindOf(network)
  const maps = mapChannels(entry.maps, structures)
  const loss = (comparison: Comparison): tf.Scalar =>
    entry.loss(
      { ...comparison, logits: structureLogits(comparison.logits, activation, structures) },
      asked.lossOptions,
    )
  const compared = (truth: tf.Tensor, labelled: tf.Tensor2D): Omit<Comparison, 'logits'> => {
    const [marked, drawn] = maps === 0 ? [truth] : tf.split(truth, [structures, maps], -1)
    const judged = ignoring ? judgedTruth(marked!) : { truth: marked! }
    return { activation, labelled, ...judged, ...(drawn && { maps: drawn }) }
  }
  const several = asked.deepSupervision ? taughtLogitsOf(network) : null
  const logits = several && several.outputs.length > 1 ? several : logitsOf(network)
  // S1 adds up its scales as they are and leaves out what is only for the eye; nnU-Net halves from level to level
  const summed = network.name.startsWith('deeplab')
  return {
    logits,
    truth: (targets, size) => {
      const [rows, columns] = size.slice(-2) as [number, number]
      const planes = targets.length / (rows * columns * structures)
      const { maps: kind } = entry
      const values = kind
        ? withMaps(targets, [planes, rows, columns, structures], kind, asked.lossOptions.quirks)
        : targets
      return tf.tensor(values, [...size, structures + maps])
    },
    trained: (outputs, truth, labelled) => {
      const taught = summed && outputs.length > 1 ? outputs.slice(1) : outputs
      const weights = teachingWeights(taught.length, summed ? 'sum' : 'halving')
      const there = compared(truth, labelled)
      if (outputs.length === 1) return loss({ ...there, logits: outputs[0]! })
      return deepSupervision(loss, taught, weights, there)
    },
    validated: (output, truth, labelled) => loss({ ...compared(truth, labelled), logits: output }),
  }
}
