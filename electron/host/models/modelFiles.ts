import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { SeptumError } from '#shared/errors/SeptumError'
import { reasonOf } from '#electron/formats/fileBytes'

const endings = {
  onnx: /\.onnx$/i,
  weights: /(\.(onnx|h5|hdf5|keras|safetensors|npy|npz|pth|pt|caffemodel)|model\.json)$/i,
} as const
const mostListed = 500

/** Files in a folder that may be models or weights, by name. Throws FOLDER_UNREADABLE. */
export async function modelFiles(
  folder: string,
  kind: keyof typeof endings,
): Promise<{ name: string; path: string; bytes: number }[]> {
  let names: string[]
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    names = entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  } catch (error) {
    throw new SeptumError('FOLDER_UNREADABLE', { folder, reason: reasonOf(error) }, { cause: error })
  }
  const fitting = names
    .filter((name) => endings[kind].test(name))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  return Promise.all(
    fitting.slice(0, mostListed).map(async (name) => {
      const path = join(folder, name)
      return { name, path, bytes: (await stat(path)).size }
    }),
  )
}
