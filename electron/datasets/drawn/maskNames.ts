import path from 'node:path'
import { SeptumError } from '#shared/errors/SeptumError'
import { fileBytes } from '#electron/formats/fileBytes'
import { snapLabels } from '#electron/formats/volume/snapLabels'
import { slicerSegments } from '#electron/formats/volume/slicerSegments'
import { volumeStem } from './maskName'

/**
 * What the values of a mask are called: by the segments that 3D Slicer writes into an NRRD header, else by a label
 * description of ITK-SNAP beside it, under the mask's own name or as `labels.txt`. Empty where nothing says so.
 */
export async function maskNames(file: string): Promise<ReadonlyMap<number, string>> {
  if (/\.nrrd$/i.test(file)) {
    const names = slicerSegments((await fileBytes(file, 65_536)).bytes)
    if (names.size > 0) return names
  }
  const folder = path.dirname(file)
  for (const name of [`${volumeStem(file)}.label`, `${volumeStem(file)}.txt`, 'labels.label', 'labels.txt']) {
    const text = await textOf(path.join(folder, name))
    if (text !== null) return snapLabels(text)
  }
  return new Map()
}

const largestText = 2 ** 18

async function textOf(file: string): Promise<string | null> {
  try {
    return new TextDecoder().decode((await fileBytes(file, largestText)).bytes)
  } catch (error) {
    if (error instanceof SeptumError && error.code === 'FILE_UNREADABLE') return null
    throw error
  }
}
