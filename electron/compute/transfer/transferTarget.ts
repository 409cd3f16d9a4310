import type { Experiment } from '#shared/domain/experiment'
import { isPluginName } from '#shared/domain/plugin'
import { SeptumError } from '#shared/errors/SeptumError'
import type { TransferTarget } from '#models/transfer/planTransfer'

/** What weights are to be put into. Throws WEIGHTS_FOREIGN for a plug-in's network, whose names no file is known to use. */
export function transferTarget(
  { network: { id }, structures }: Pick<Experiment, 'network' | 'structures'>,
  weights: TransferTarget['weights'],
  file: string,
): TransferTarget {
  if (isPluginName(id))
    throw new SeptumError('WEIGHTS_FOREIGN', {
      file,
      network: id,
      reason: "a plug-in's network starts from drawn weights",
    })
  return { network: id, weights, structures }
}
