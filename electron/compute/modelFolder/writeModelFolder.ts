import { createHash } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelCard } from '#shared/domain/model'
import { syncFolder, writeAtomic } from '#electron/workspace/atomicFile'

/** The files of a model folder beside its card. */
export const modelFiles = { weights: 'weights.bin', specs: 'weights.json', onnx: 'model.onnx' } as const
export const cardFile = 'model.json'

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A name that can be a folder and a part of a model's id. */
export const folderName = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80) || 'model'

export interface NewModel {
  readonly name: string
  /** Null: its weights are in the ONNX file alone. */
  readonly weights: { readonly values: Uint8Array; readonly specs: unknown } | null
  readonly onnx: Uint8Array
  /** The card, but for what the folder decides. */
  readonly card: Omit<ModelCard, 'id' | 'version' | 'checksums'>
}

/**
 * Writes `<models>/<name>/<version>/` with the next free version, whole or not at all: the folder is filled under another
 * name and then renamed. Gives the card as it was written. Throws DISK_FULL, SAVE_FAILED.
 */
export async function writeModelFolder(modelsFolder: string, model: NewModel): Promise<ModelCard> {
  const name = folderName(model.name)
  const home = join(modelsFolder, name)
  await mkdir(home, { recursive: true })
  const fresh = join(home, `.new-${process.pid}-${model.card.run}`)
  await rm(fresh, { recursive: true, force: true })
  const files: Record<string, Uint8Array> = {
    ...(model.weights && {
      [modelFiles.weights]: model.weights.values,
      [modelFiles.specs]: new TextEncoder().encode(`${JSON.stringify(model.weights.specs, null, 1)}\n`),
    }),
    [modelFiles.onnx]: model.onnx,
  }
  try {
    for (const [file, bytes] of Object.entries(files)) await writeAtomic(join(fresh, file), bytes)
    for (;;) {
      const version = (await versionsIn(home)).reduce((a, b) => Math.max(a, b), 0) + 1
      const checksums = Object.fromEntries(
        Object.entries(files).map(([file, bytes]) => [file, sha256(bytes)]),
      )
      const id = `${name}@${version}`
      const result = model.card.result && { ...model.card.result, model: id }
      const card: ModelCard = { ...model.card, id, version, result, checksums }
      await writeAtomic(join(fresh, cardFile), `${JSON.stringify(card, null, 2)}\n`)
      if (!(await renamed(fresh, join(home, String(version))))) continue // another run took this version just now
      await syncFolder(home)
      return card
    }
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

const versionsIn = async (home: string): Promise<number[]> =>
  (await readdir(home)).filter((name) => /^\d+$/.test(name)).map(Number)

async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false
    throw error
  }
}
