import { basename } from 'node:path'
import type { NamedArray } from '#shared/domain/namedArray'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes, reasonOf } from '../fileBytes'
import { ZipArchive } from '../zip/ZipArchive'
import { caffeArrays } from './caffeModel'
import { largestWeightsBytes } from './heldArray'
import { kerasArrays } from './kerasH5'
import { isNpy, npyArrays } from './npy'
import { onnxArrays } from './onnxTensors'
import { safetensorsArrays } from './safetensors'
import { tfjsArrays } from './tfjsLayers'
import { isLegacyTorch, legacyTorchArrays, torchZipArrays } from './torchFile'

export type WeightFormat = 'keras' | 'tfjs' | 'safetensors' | 'numpy' | 'pytorch' | 'onnx' | 'caffe'

export interface WeightFile {
  readonly format: WeightFormat
  readonly arrays: readonly NamedArray[]
}

/**
 * The named arrays of a weight file, whatever its kind: known by its first bytes, protocol buffers by the name's ending.
 * Data only: what would ask to run code or to read other files is refused. Errors: FILE_UNREADABLE, FILE_MALFORMED,
 * FILE_TRUNCATED, ARCHIVE_UNSAFE, WEIGHTS_UNSAFE, WEIGHTS_UNSUPPORTED.
 */
export async function readWeights(file: string): Promise<WeightFile> {
  const { bytes: head, size } = await fileBytes(file, 16)
  if (size > largestWeightsBytes)
    throw new SeptumError('WEIGHTS_UNSUPPORTED', { file, reason: 'it is larger than 1 GB' })
  const whole = async (): Promise<Uint8Array> => (await fileBytes(file)).bytes
  if (begins(head, 0x89, 0x48, 0x44, 0x46))
    return { format: 'keras', arrays: await kerasArrays(await whole(), file) }
  if (begins(head, 0x50, 0x4b, 3, 4)) return zipped(file)
  if (isNpy(head)) return { format: 'numpy', arrays: npyArrays(await whole(), file, stem(file)) }
  if (isLegacyTorch(head)) return { format: 'pytorch', arrays: legacyTorchArrays(await whole(), file) }
  if (/\.(onnx)$/i.test(file)) return { format: 'onnx', arrays: onnxArrays(await whole(), file) }
  if (/\.caffemodel$/i.test(file)) return { format: 'caffe', arrays: caffeArrays(await whole(), file) }
  if (head[8] === 0x7b) return { format: 'safetensors', arrays: safetensorsArrays(await whole(), file) }
  if (/\.json$/i.test(file)) return { format: 'tfjs', arrays: await tfjsArrays(await whole(), file) }
  throw new SeptumError('WEIGHTS_UNSUPPORTED', { file, reason: 'nothing at its beginning says what it is' })
}

const begins = (bytes: Uint8Array, ...magic: number[]): boolean =>
  magic.every((byte, at) => bytes[at] === byte)
const stem = (file: string): string => basename(file).replace(/\.\w+$/, '')

/** A zip: of PyTorch where it holds a `data.pkl`, else of NumPy. */
async function zipped(file: string): Promise<WeightFile> {
  const archive = await opened(file)
  const { files, folders } = archive.list('')
  const folder = folders.find((name) => archive.list(name).files.includes('data.pkl'))
  if (folder !== undefined) return { format: 'pytorch', arrays: await torchZipArrays(archive, file, folder) }
  const arrays: NamedArray[] = []
  for (const name of files.filter((each) => each.endsWith('.npy'))) {
    const part = await archive.read(name, Infinity)
    if (part) arrays.push(...npyArrays(part.bytes, `${file}/${name}`, stem(name)))
  }
  if (arrays.length > 0) return { format: 'numpy', arrays }
  throw new SeptumError('WEIGHTS_UNSUPPORTED', { file, reason: 'its archive holds no weights' })
}

async function opened(file: string): Promise<ZipArchive> {
  try {
    return await ZipArchive.at(file)
  } catch (error) {
    if (error instanceof SeptumError) throw error
    throw new SeptumError('FILE_UNREADABLE', { file, reason: reasonOf(error) }, { cause: error })
  }
}
