import { z } from '#shared/domain/schema'
import { preparedSide } from '#shared/domain/preparation'
import type { Experiment } from '#shared/domain/experiment'
import { planForBudget } from '#models/networks/residualUnet.budget'
import { slicesFingerprint } from '#models/networks/residualUnet.fingerprint'

/** What planning decided; kept in the run's folder, so that a resumed run goes on with the same network. */
export const NetworkPlan = z.object({
  baseFilters: z.number().int(),
  mostBlocks: z.number().int(),
  batch: z.number().int(),
  /** For a person: what was made smaller against nnU-Net's, and by how much. */
  words: z.string(),
})
export type NetworkPlan = z.infer<typeof NetworkPlan>

export interface PlanningMachine {
  readonly freeBytes: number
  /** See measuredFlops. */
  readonly flopsPerSecond: number
}

/** Of the free memory; the rest is for images, and for what else runs on the machine. */
const shareOfMemory = 0.7

/** Does the experiment leave its network's size to the machine? */
export const isPlanned = ({ network }: Experiment): boolean => network.plan === 'auto'

/** The largest residual network for so many training slices in the memory and the time there is (networks.md A9). */
export function networkPlan(
  { network, preparation, structures, training }: Experiment,
  slices: number,
  { freeBytes, flopsPerSecond }: PlanningMachine,
): NetworkPlan {
  const minutes = network.minutes ?? training.minutes
  const { baseFilters, mostBlocks, batch, words } = planForBudget(
    slicesFingerprint(slices, preparedSide(preparation), structures.length),
    {
      memoryBytes: shareOfMemory * freeBytes,
      flopsPerSecond,
      seconds: minutes === null ? null : minutes * 60,
    },
  )
  return { baseFilters, mostBlocks, batch, words }
}

/** The experiment with the network and the batch that were planned. */
export const withPlan = (experiment: Experiment, plan: NetworkPlan): Experiment => ({
  ...experiment,
  network: { ...experiment.network, baseFilters: plan.baseFilters, mostBlocks: plan.mostBlocks },
  training: { ...experiment.training, batch: plan.batch },
})
