import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { writeAtomic } from '#electron/workspace/atomicFile'
import { readModelFolder } from './readModelFolder'
import { cardFile, modelFiles } from './writeModelFolder'

/**
 * Copies a trained model's ONNX file, card and checksums into `folder` (F-RE-6): `<id>.onnx`, `<id>.json` and
 * `<id>.sha256`. Throws MODEL_DAMAGED when the model's own files do not fit their checksums.
 */
export async function exportModelFolder(modelFolder: string, folder: string): Promise<string[]> {
  const { card } = await readModelFolder(modelFolder)
  const at = (ending: string): string => join(folder, `${card.id}.${ending}`)
  const files = [at('onnx'), at('json'), at('sha256')]
  await writeAtomic(at('onnx'), await readFile(join(modelFolder, modelFiles.onnx)))
  await writeAtomic(at('json'), await readFile(join(modelFolder, cardFile)))
  const sum = card.checksums[modelFiles.onnx] ?? ''
  await writeAtomic(at('sha256'), `${sum}  ${basename(at('onnx'))}\n`)
  return files
}
