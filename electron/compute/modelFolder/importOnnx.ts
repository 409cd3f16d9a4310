import { drawnChannels, type OnnxPlan } from '#shared/domain/onnxImport'
import type { ModelCard } from '#shared/domain/model'
import { SeptumError } from '#shared/errors/SeptumError'
import { onnxSummary } from '#electron/formats/weights/onnxGraph'
import { OnnxSegmenter } from '../segmenting/onnxSegmenter'
import type { WarmModel } from '../inference/warmModels'
import { onnxBytes } from './inspectOnnx'
import { warmOnnx } from './warmOnnx'
import { folderName, sha256, writeModelFolder } from './writeModelFolder'

/** A file as its plan has it: looked through again, its checksum compared. Throws MODEL_REFUSED, those of `onnxSummary`. */
async function planned(
  file: string,
  plan: OnnxPlan,
): Promise<{ bytes: Uint8Array; parameters: number; operators: unknown }> {
  const bytes = await onnxBytes(file)
  if (plan.sha256 !== undefined && plan.sha256 !== sha256(bytes))
    throw new SeptumError('MODEL_REFUSED', {
      file,
      reason: 'it is another file than the one that was looked at (sha256)',
    })
  const { parameters, operators, inputs } = onnxSummary(bytes, file)
  if (inputs.length !== 1 || inputs[0]!.name !== plan.input.name)
    throw new SeptumError('MODEL_REFUSED', {
      file,
      reason: `it has no single input called ${plan.input.name}`,
    })
  return { bytes, parameters, operators }
}

/** A model that is not kept yet, ready to be tried on a case. The segmenter is the caller's to dispose of. */
export async function triedModel(file: string, plan: OnnxPlan): Promise<WarmModel> {
  const { bytes, parameters, operators } = await planned(file, plan)
  const card = { ...newCard(plan, parameters, operators), id: 'trial@1', version: 1, checksums: {} }
  return warmOnnx(card, bytes, plan, file)
}

/** Keeps a model that was made elsewhere, as its plan says, after a run of it on a slice of nought. Gives its card. */
export async function importOnnx(file: string, plan: OnnxPlan, modelsFolder: string): Promise<ModelCard> {
  const { bytes, parameters, operators } = await planned(file, plan)
  const segmenter = new OnnxSegmenter(bytes, plan, file)
  try {
    segmenter.probabilities(new Float32Array(plan.preparation.side ** 2))
  } finally {
    segmenter.dispose()
  }
  const card = newCard(plan, parameters, operators)
  return writeModelFolder(modelsFolder, { name: plan.name, weights: null, onnx: bytes, card })
}

function newCard(
  plan: OnnxPlan,
  parameters: number,
  operators: unknown,
): Omit<ModelCard, 'id' | 'version' | 'checksums'> {
  const { preparation, postprocessing, licence } = plan
  return {
    schema: 'septum-model/1',
    name: folderName(plan.name),
    network: { id: 'onnx', options: { parameters, operators } },
    channels: drawnChannels(plan),
    ...{ preparation, postprocessing, prediction: { mirror: false } },
    trainedOn: null,
    experiment: null,
    transfer: null,
    imported: plan,
    result: null,
    run: 'import',
    bestEpoch: 0,
    seconds: 0,
    engine: 'onnxruntime',
    createdAt: new Date().toISOString(),
    licence:
      licence === ''
        ? 'Made elsewhere; its licence was not stated at import.'
        : `Made elsewhere; stated at import: ${licence}`,
    state: 'draft',
  }
}
