import { readVolumeHeader } from '#electron/formats/volume/readVolume'
import type { Drawing } from './drawing'
import { imageStemOf } from './maskName'

/** A volume that is named as a mask; null: another file. Errors: see `readVolumeHeader`. */
export async function maskDrawing(file: string): Promise<Drawing | null> {
  if (imageStemOf(file) === null) return null
  const { orientation, spacingMm, shape } = await readVolumeHeader(file)
  return { kind: 'mask', file, refers: null, grid: { orientation, spacingMm, shape }, what: '' }
}
