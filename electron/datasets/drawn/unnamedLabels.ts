import path from 'node:path'
import { SeptumError } from '#shared/errors/SeptumError'
import { readVolume, readVolumeHeader } from '#electron/formats/volume/readVolume'
import type { NiftiFrames } from '../niftiFrames'

/**
 * A mask whose values nobody names, on the voxels of its image, in the form in which label maps are given their meaning
 * (R-DS-2); null where it has another shape. A frame without labels is not labelled.
 */
export async function unnamedLabels(image: string, mask: string): Promise<NiftiFrames | null> {
  try {
    const { shape, data } = await readVolume(mask)
    const own = await readVolumeHeader(image)
    if (shape.some((size, axis) => size !== own.shape[axis])) return null
    const size = shape[1] * shape[2] * shape[3]
    const frames = Array.from({ length: shape[0] }, (_, at) => {
      const labelled = data.subarray(at * size, (at + 1) * size).some((value: number) => value !== 0)
      return { number: at + 1, image: { file: image, at }, label: labelled ? { file: mask, at } : null }
    })
    return { frames, header: image, values: [], regions: [], author: path.basename(mask) }
  } catch (error) {
    if (error instanceof SeptumError) return null // told as a problem of the case already
    throw error
  }
}
