import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isBeforeFile } from '#shared/domain/beforeFile'
import { SeptumError } from '#shared/errors/SeptumError'
import { reasonOf } from '#electron/formats/fileBytes'

/** A mask's name taken apart: `patient001_ED.nii.gz`, `patient001_frame01_gt.nii.gz`, or anything else. */
export interface MaskFile {
  readonly file: string
  /** Name without ending and without `_gt`: prediction and reference of one volume share it. */
  readonly stem: string
  readonly caseName: string
  /** From `_ED` and `_ES`. */
  readonly phase: 'ed' | 'es' | null
  /** From `_frame01`. */
  readonly frame: number | null
}

const ending = /\.nii(\.gz)?$/i

export function maskFile(file: string): MaskFile {
  const stem = basename(file).replace(ending, '').replace(/_gt$/i, '')
  const phase = /^(.+)_(ED|ES)$/i.exec(stem)
  const frame = /^(.+)_frame(\d+)$/i.exec(stem)
  return {
    file,
    stem,
    caseName: phase?.[1] ?? frame?.[1] ?? stem,
    phase: phase ? (phase[2]!.toLowerCase() as 'ed' | 'es') : null,
    frame: frame ? Number(frame[2]) : null,
  }
}

/** Every NIfTI file in a folder and below. Throws FOLDER_UNREADABLE, FOLDER_EMPTY when there is none. */
export async function maskFiles(folder: string): Promise<MaskFile[]> {
  const masks = await masksBelow(folder)
  if (masks.length === 0) throw new SeptumError('FOLDER_EMPTY', { folder })
  return masks
}

/** The same; none at all is no fault: a data set need not be NIfTI. */
export async function masksBelow(folder: string): Promise<MaskFile[]> {
  let names: string[]
  try {
    names = await readdir(folder, { recursive: true })
  } catch (error) {
    throw new SeptumError('FOLDER_UNREADABLE', { folder, reason: reasonOf(error) }, { cause: error })
  }
  const masks = names
    .filter((name) => ending.test(name) && !isBeforeFile(name) && !basename(name).startsWith('.'))
    .sort()
  return masks.map((name) => maskFile(join(folder, name)))
}
