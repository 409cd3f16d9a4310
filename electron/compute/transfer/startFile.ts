import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { countOf, type NamedArray } from '#shared/domain/namedArray'
import type { StartFrom } from '#shared/domain/startFrom'
import { SeptumError } from '#shared/errors/SeptumError'
import { reasonOf } from '#electron/formats/fileBytes'
import { readWeights } from '#electron/formats/weights/readWeights'
import type { TransferFile } from '#models/transfer/planTransfer'
import { weightPlaces, type WeightSpec } from '#models/networks/weights'
import { readModelFolder } from '../modelFolder/readModelFolder'
import { builtNetwork } from '../training/builtNetwork'
import { readCheckpoint } from '../training/checkpoint'
import { readExperiment } from '../training/runPlan'

/** Where the ids of a start are looked up. */
export interface StartPlaces {
  readonly models: string
  readonly experiments: string
}

export interface StartFile extends TransferFile {
  /** What is known of the terms of these weights. */
  readonly licence: string
}

/** The arrays that a training starts from. Errors: those of `readWeights`, NOT_FOUND, MODEL_DAMAGED, those of the run's files. */
export async function startFile(start: StartFrom, places: StartPlaces): Promise<StartFile> {
  const { model, file, run, checkpoint } = start
  if (model !== undefined) return ofModel(isPath(model) ? model : modelFolderOf(model, places.models))
  if (run !== undefined)
    return ofRun(run, isPath(run) ? run : runFolderOf(run, places.experiments), checkpoint)
  const { arrays } = await readWeights(file!)
  const name = basename(file!)
  return {
    name,
    arrays,
    structures: null,
    licence: `Started from weights of ${name}, whose terms are not known here.`,
  }
}

const isPath = (name: string): boolean => /[/\\]/.test(name)

function modelFolderOf(id: string, models: string): string {
  const [, name, version] = /^([A-Za-z0-9][A-Za-z0-9._-]*)@(\d+)$/.exec(id) ?? []
  if (name === undefined || version === undefined)
    throw new SeptumError('NOT_FOUND', { kind: 'trained model', id })
  return join(models, name, version)
}

function runFolderOf(id: string, experiments: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(id)) throw new SeptumError('NOT_FOUND', { kind: 'run', id })
  return join(experiments, id.replace(/\.\d+$/, ''), 'runs', id)
}

async function ofModel(folder: string): Promise<StartFile> {
  const { card, weights } = await readModelFolder(folder)
  return {
    name: card.id,
    arrays: cut(weights.specs, new Float32Array(weights.data)),
    structures: card.channels,
    licence: `Started from ${card.id}. ${card.licence}`,
  }
}

async function ofRun(id: string, folder: string, checkpoint: StartFrom['checkpoint']): Promise<StartFile> {
  const experiment = await readExperiment(join(folder, 'experiment.json'))
  const name = checkpoint === 'best' ? 'best.ckpt' : `epoch-${String(checkpoint).padStart(5, '0')}.ckpt`
  const file = join(folder, 'checkpoints', name)
  let bytes: Uint8Array
  try {
    bytes = await readFile(file)
  } catch (error) {
    throw new SeptumError('FILE_UNREADABLE', { file, reason: reasonOf(error) }, { cause: error })
  }
  const values = readCheckpoint(file, bytes).arrays.get('weights') ?? new Float32Array()
  const network = builtNetwork(experiment)
  const specs = weightPlaces(network).map(({ name, shape }) => ({ name, shape }))
  network.dispose()
  return {
    name: `${basename(id)} (${checkpoint === 'best' ? 'best epoch' : `epoch ${checkpoint}`})`,
    arrays: cut(specs, values),
    structures: experiment.structures,
    licence: `Started from a checkpoint of the run ${basename(id)}, trained on ${experiment.data.folder}.`,
  }
}

/** Arrays that lie one after another. */
function cut(specs: readonly WeightSpec[], values: Float32Array): NamedArray[] {
  let at = 0
  return specs.map(({ name, shape }) => {
    const from = at
    at += countOf(shape)
    const part = values.subarray(from, at)
    return { name, shape, values: () => Promise.resolve(part) }
  })
}
