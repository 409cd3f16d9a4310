import path from 'node:path'
import { volumeName } from '#electron/formats/volume/readVolume'

const ending = /^(.*?)[_\-. ]?(seg|segmentation|mask|gt|labels?|labelmap)$/i

/** A volume's name without what says its format. */
export const volumeStem = (file: string): string => path.basename(file).replace(volumeName, '')

/** The name of the image that a mask belongs to, '' where the mask's name does not say; null: no mask's name. */
export function imageStemOf(file: string): string | null {
  if (!volumeName.test(file)) return null
  return ending.exec(volumeStem(file))?.[1] ?? null
}

/** The masks among `names` that belong to an image, by their names. */
export const masksOf = (image: string, names: readonly string[]): string[] =>
  names.filter((name) => name !== path.basename(image) && imageStemOf(name) === volumeStem(image))
