import type { Experiment } from '#shared/domain/experiment'
import { counted } from '#shared/domain/counted'
import type { RegionId } from '#shared/domain/structures'
import type { PreparedVolume } from './preparedVolume'

const leftVentricle: readonly RegionId[] = ['lv-cavity', 'lv-myocardium']

/**
 * The steps after the network without the removal of a far RV, where training saw volumes that do not label the whole left
 * ventricle: the network may then miss it, and the step would take the RV with it (datasets F2: Dice 0.63 without the step,
 * 0.41 with it). `note` hears of it.
 */
export function guardedSteps(
  steps: Experiment['postprocessing'],
  train: readonly Pick<PreparedVolume, 'labelled'>[],
  note: (text: string) => void,
): Experiment['postprocessing'] {
  if (!steps.farRightVentricle) return steps
  const without = train.filter(({ labelled }) => !leftVentricle.every((id) => labelled.includes(id))).length
  if (without === 0) return steps
  note(
    `RV far from the LV is not removed after the network: ${counted(without, 'volume')} of ${train.length} to train do not label the left ventricle, so the network may miss it.`,
  )
  return { ...steps, farRightVentricle: false }
}
