import { basename, join } from 'node:path'
import type { ExportFormat, ModelCard } from '#shared/domain/model'
import { SeptumError } from '#shared/errors/SeptumError'
import { safetensorsFile } from '#electron/formats/weights/safetensors'
import { startEngine } from '#electron/onnx/engine'
import { withMetadata } from '#electron/onnx/metadata'
import { writeAtomic } from '#electron/workspace/atomicFile'
import { exportFacts } from './exportFacts'
import { networkOfCard } from './networkOfCard'
import { readModelCard, readModelFolder } from './readModelFolder'
import { tfjsFiles } from './tfjsFiles'
import { modelFiles, sha256 } from './writeModelFolder'

type Files = Readonly<Record<string, Uint8Array>>

/**
 * Writes a model into `folder` for other programs (F-RE-6): as ONNX, as TensorFlow.js layers or as safetensors; beside it
 * its card and the checksums of all (`<id>.json`, `<id>.sha256`). What a user has to know stands in the model itself, too:
 * labels, preparation, data, metrics, licence. Throws MODEL_DAMAGED when its own files do not fit their checksums.
 */
export async function exportModelFolder(
  modelFolder: string,
  folder: string,
  format: ExportFormat = 'onnx',
): Promise<string[]> {
  const { card, checked } = await readModelCard(modelFolder)
  const models =
    format === 'onnx'
      ? { [`${card.id}.onnx`]: withMetadata(await checked(modelFiles.onnx), exportFacts(card)) }
      : await fromWeights(modelFolder, card, format)
  const files = { ...models, [`${card.id}.json`]: text(`${JSON.stringify(card, null, 2)}\n`) }
  const sums = Object.entries(files).map(([name, bytes]) => `${sha256(bytes)}  ${basename(name)}\n`)
  const all = { ...files, [`${card.id}.sha256`]: text(sums.join('')) }
  for (const [name, bytes] of Object.entries(all)) await writeAtomic(join(folder, name), bytes)
  return Object.keys(all).map((name) => join(folder, name))
}

async function fromWeights(
  modelFolder: string,
  card: ModelCard,
  format: 'tfjs' | 'safetensors',
): Promise<Files> {
  if (card.imported)
    throw new SeptumError('MODEL_REFUSED', {
      file: card.id,
      reason: 'it was made elsewhere and is kept as ONNX; it can be written as that alone',
    })
  const { weights } = await readModelFolder(modelFolder)
  if (format === 'safetensors')
    return { [`${card.id}.safetensors`]: safetensorsFile(weights.specs, weights.data, exportFacts(card)) }
  await startEngine()
  const network = networkOfCard(card, weights)
  try {
    const { model, weights: values } = await tfjsFiles(network, exportFacts(card))
    // TensorFlow.js asks for these two names in one folder.
    return { [join(card.id, 'model.json')]: model, [join(card.id, 'weights.bin')]: values }
  } finally {
    network.dispose()
  }
}

const text = (words: string): Uint8Array => new TextEncoder().encode(words)
