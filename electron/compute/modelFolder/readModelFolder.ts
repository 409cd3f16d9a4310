import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from '#shared/domain/schema'
import { ModelCard } from '#shared/domain/model'
import { SeptumError } from '#shared/errors/SeptumError'
import { reasonOf } from '#electron/formats/fileBytes'
import type { Weights } from '#models/networks/weights'
import { cardFile, modelFiles, sha256 } from './writeModelFolder'

const Specs = z.array(z.object({ name: z.string(), shape: z.array(z.number().int().nonnegative()) }))

export interface StoredModel {
  readonly card: ModelCard
  readonly weights: Weights
  readonly folder: string
}

/** A model's card, and its files with their checksums compared. Throws NOT_FOUND without a card, MODEL_DAMAGED. */
export async function readModelCard(
  folder: string,
): Promise<{ card: ModelCard; checked: (file: string) => Promise<Uint8Array> }> {
  const damaged = (reason: string) => new SeptumError('MODEL_DAMAGED', { model: folder, reason })
  const text = await bytesOf(join(folder, cardFile))
  if (!text) throw new SeptumError('NOT_FOUND', { kind: 'model folder', id: folder })
  const card = ModelCard.safeParse(json(text))
  if (!card.success) {
    const [issue] = card.error.issues
    throw damaged(`its card is not valid at ${issue?.path.join('.') || 'its beginning'}`)
  }
  const checked = async (file: string): Promise<Uint8Array> => {
    const bytes = await bytesOf(join(folder, file))
    if (!bytes) throw damaged(`${file} is missing`)
    if (sha256(bytes) !== card.data.checksums[file]) throw damaged(`${file} does not fit its checksum`)
    return bytes
  }
  return { card: card.data, checked }
}

/** A trained model from its folder, every checksum compared. Throws NOT_FOUND without a card, MODEL_DAMAGED. */
export async function readModelFolder(folder: string): Promise<StoredModel> {
  const { card, checked } = await readModelCard(folder)
  const specs = Specs.safeParse(json(await checked(modelFiles.specs)))
  if (!specs.success)
    throw new SeptumError('MODEL_DAMAGED', {
      model: folder,
      reason: `${modelFiles.specs} is not a list of weights`,
    })
  const data = new Uint8Array(await checked(modelFiles.weights)).buffer
  return { card, weights: { specs: specs.data, data }, folder }
}

async function bytesOf(file: string): Promise<Uint8Array | null> {
  try {
    return await readFile(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new SeptumError('FILE_UNREADABLE', { file, reason: reasonOf(error) }, { cause: error })
  }
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null // refused by the schema, which names the file
  }
}
