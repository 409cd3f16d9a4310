import type * as tf from '@tensorflow/tfjs'
import type { ExperimentResult } from '#shared/domain/evaluation'
import type { ModelCard } from '#shared/domain/model'
import { isPluginName } from '#shared/domain/plugin'
import { preparedSide, type Preparation } from '#shared/domain/preparation'
import { exportModel } from '#electron/onnx/exportModel'
import { inputShape } from '#models/networks/inputShape'
import { outputKindOf } from '#models/networks/logits'
import { dataFingerprint } from '#models/networks/residualUnet.fingerprint'
import { exportWeights } from '#models/networks/weights'
import { folderName, writeModelFolder } from '../modelFolder/writeModelFolder'
import type { StartedFrom } from '../transfer/startWeights'
import type { PreparedVolume } from './preparedVolume'
import { networkOptionsOf } from './builtNetwork'
import { licenceOf } from './licenceOf'
import { isPlanned } from './plannedExperiment'
import { partNames, type RunPlan } from './runPlan'

/** The trained network as a new version of the experiment's model; gives its card. */
export async function storedModel(
  modelsFolder: string,
  network: tf.LayersModel,
  { run, experiment, parts }: RunPlan,
  train: readonly PreparedVolume[],
  result: ExperimentResult,
  {
    preparation,
    bestEpoch,
    engine,
    start,
  }: { preparation: Preparation; bestEpoch: number; engine: string; start: StartedFrom | null },
): Promise<ModelCard> {
  const { prediction, postprocessing, structures } = experiment
  const side = preparedSide(preparation)
  const weights = exportWeights(network)
  const inPlane = train.flatMap(({ spacingMm }) => [spacingMm.x, spacingMm.y])
  return writeModelFolder(modelsFolder, {
    name: experiment.name,
    weights: { values: new Uint8Array(weights.data), specs: weights.specs },
    onnx: exportModel(network, [1, ...inputShape(network, side), 1]),
    card: {
      schema: 'septum-model/1',
      name: folderName(experiment.name),
      network: {
        id: experiment.network.id,
        options: { ...networkOptionsOf(experiment), ...pluginOptions(experiment, network) },
      },
      channels: structures,
      preparation,
      prediction,
      postprocessing,
      trainedOn: {
        data: experiment.data.folder,
        cases: partNames(parts).train,
        slices: train.reduce((sum, { count }) => sum + count, 0),
        spacingMm: { min: Math.min(...inPlane), max: Math.max(...inPlane) },
      },
      ...(isPlanned(experiment) && { fingerprint: dataFingerprint(train, side) }),
      // The split as it was drawn: which cases the model has seen stands in its card by name.
      experiment: { ...experiment, data: { ...experiment.data, split: partNames(parts) } },
      imported: null,
      result,
      run,
      bestEpoch,
      seconds: result.seconds,
      engine,
      createdAt: new Date().toISOString(),
      transfer: start?.report ?? null,
      licence: licenceOf([...parts.train, ...parts.validation], start),
      state: 'draft',
    },
  })
}

/** Of a plug-in's network what is needed to predict without it. */
const pluginOptions = (
  { network: { id } }: RunPlan['experiment'],
  network: tf.LayersModel,
): Record<string, unknown> =>
  isPluginName(id) ? { output: outputKindOf(network), parameters: network.countParams() } : {}
