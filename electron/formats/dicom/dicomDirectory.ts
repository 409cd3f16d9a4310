import { fileBytes } from '../fileBytes'
import { dicomDataSet } from './dicomDataSet'

/**
 * The files that a medium's DICOMDIR lists (PS3.3 F), as path parts below its folder. Only plain names are followed: a part
 * that could lead elsewhere drops its file. Errors: see `dicomDataSet`.
 */
export async function dicomDirectory(file: string): Promise<string[][]> {
  const { bytes } = await fileBytes(file)
  const parsed = dicomDataSet(bytes, file, true)
  const records = parsed?.dataSet.elements['x00041220']?.items ?? []
  return records.flatMap(({ dataSet }) => {
    const id = dataSet?.string('x00041500')?.replaceAll('\0', '').trim()
    const parts = id ? id.split('\\').map((part) => part.trim()) : []
    return parts.length > 0 && parts.every((part) => /^[A-Z0-9_.-]+$/i.test(part) && !/^\.+$/.test(part))
      ? [parts]
      : []
  })
}
