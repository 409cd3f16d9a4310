import type { Experiment } from '#shared/domain/experiment'
import { preparedSide } from '#shared/domain/preparation'
import type { StartFrom } from '#shared/domain/startFrom'
import type { TransferReport } from '#shared/domain/transferReport'
import type { Fault } from '#shared/errors/result'

/** What is known of the weights that a run would start from. */
export type StartPlan =
  | { readonly phase: 'none' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly report: TransferReport }
  | { readonly phase: 'failed'; readonly fault: Fault }

/** Which weights are meant, as one text. */
export const startKey = ({ model, file, run, checkpoint }: StartFrom): string =>
  model ?? file ?? `${run} ${checkpoint}`

/** All that decides what becomes of them, as one text; null: the run starts from drawn ones. */
export function startPlanKey({
  training: { startFrom },
  network,
  structures,
  preparation,
}: Experiment): string | null {
  if (!startFrom) return null
  return JSON.stringify([
    startKey(startFrom),
    startFrom.adapt,
    network,
    structures,
    preparedSide(preparation),
  ])
}
