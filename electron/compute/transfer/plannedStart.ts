import type { Experiment } from '#shared/domain/experiment'
import type { TransferReport } from '#shared/domain/transferReport'
import { SeptumError } from '#shared/errors/SeptumError'
import { startEngine } from '#electron/onnx/engine'
import { weightPlaces } from '#models/networks/weights'
import { planTransfer } from '#models/transfer/planTransfer'
import { builtNetwork } from '../training/builtNetwork'
import { transferTarget } from './transferTarget'
import { startFile, type StartPlaces } from './startFile'

/** What would become of the weights that an experiment starts from; the network is built to know its shapes. Errors: see `startWeights`. */
export async function plannedStart(experiment: Experiment, places: StartPlaces): Promise<TransferReport> {
  const { startFrom } = experiment.training
  if (!startFrom)
    throw new SeptumError('REQUEST_INVALID', {
      call: 'training.planStart',
      reason: 'nothing to start from is named',
    })
  await startEngine()
  const file = await startFile(startFrom, places)
  const network = builtNetwork(experiment)
  const weights = weightPlaces(network).map(({ name, shape }) => ({ name, shape }))
  network.dispose()
  return planTransfer(transferTarget(experiment, weights, file.name), file, startFrom.adapt).report
}
