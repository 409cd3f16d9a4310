import type { NamedArray } from '#shared/domain/namedArray'
import { SeptumError } from '#shared/errors/SeptumError'
import { bytesOfKind, type NumberKind } from './floats'
import { checkedShape, largestWeightsBytes, mostArrays, shortName } from './heldArray'

/** The library is large and hardly ever needed: it is loaded with the first file. */
async function library() {
  const { default: h5wasm } = await import('h5wasm')
  const module = await h5wasm.ready
  module.activate_throwing_error_handler()
  return { h5wasm, files: module.FS }
}

const deepest = 8

/**
 * The datasets of a Keras HDF5 file by their way, `conv1/conv1/kernel:0`; of a whole saved model those below
 * `model_weights`. The file is read in a file system of its own, in memory: its links reach nothing on the disk.
 * Errors: FILE_MALFORMED.
 */
export async function kerasArrays(bytes: Uint8Array, file: string): Promise<NamedArray[]> {
  const { h5wasm, files } = await library()
  const name = `/weights-${crypto.randomUUID()}.h5`
  files.writeFile(name, bytes)
  try {
    const opened = new h5wasm.File(name, 'r')
    try {
      return datasets(opened, h5wasm, file)
    } finally {
      opened.close()
    }
  } catch (error) {
    if (error instanceof SeptumError) throw error
    throw new SeptumError('FILE_MALFORMED', { file, reason: 'HDF5 cannot read it' }, { cause: error })
  } finally {
    files.unlink(name)
  }
}

type Library = Awaited<ReturnType<typeof library>>['h5wasm']
type Group = InstanceType<Library['Group']>

function datasets(opened: Group, { Group, Dataset }: Library, file: string): NamedArray[] {
  const refuse = (reason: string): never => {
    throw new SeptumError('FILE_MALFORMED', { file, reason })
  }
  const arrays: NamedArray[] = []
  let visited = 0
  let total = 0
  const walk = (group: Group, way: readonly string[]): void => {
    for (const key of group.keys()) {
      if (++visited > mostArrays || way.length > deepest) refuse('its groups lead in a circle')
      const item = group.get(key)
      if (item instanceof Group) walk(item, [...way, key])
      if (!(item instanceof Dataset) || key.includes('momentum')) continue
      const label = [...way, key].join('/')
      const { type, size, littleEndian, total_size } = item.metadata
      // Class 1 of HDF5 is real numbers; steps and such are of others.
      const kind = ({ 2: 'f16', 4: 'f32', 8: 'f64' } as const)[size] as NumberKind | undefined
      if (type !== 1) continue
      if (!kind || !littleEndian) refuse(`${shortName(label)} has numbers of ${size} bytes`)
      const shape = checkedShape(item.shape ?? [], file, label)
      total += total_size * bytesOfKind.f32
      if (total > largestWeightsBytes) refuse('it holds more than 1 GB of numbers')
      const value = item.value
      if (!ArrayBuffer.isView(value)) refuse(`${shortName(label)} holds no numbers`)
      const values = Float32Array.from(value as Float32Array)
      arrays.push({ name: label, shape, values: () => Promise.resolve(values) })
    }
  }
  const root = opened.keys().includes('model_weights') ? opened.get('model_weights') : opened
  if (root instanceof Group) walk(root, [])
  return arrays
}
