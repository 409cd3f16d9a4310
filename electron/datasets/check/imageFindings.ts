import path from 'node:path'
import type { Finding } from '#shared/domain/datasetCheck'
import type { PhaseName } from '#shared/domain/labelFix'
import { readNifti, readNiftiHeader } from '#electron/formats/nifti/readNifti'
import type { SourceMask } from '../fixes/sourceMask'

export interface CheckedImage {
  readonly phase: PhaseName
  /** [Z, Y, X] after rescale. */
  readonly volume: Float32Array
  readonly plane: number
  readonly file: string | null
  readonly caseName: string
  readonly notFinite: number
}

/** Values of a NIfTI frame that are no number; a reader shows them as 0. Integers are always numbers. */
export async function notFiniteIn(mask: SourceMask | null): Promise<number> {
  if (!mask || !/float/i.test((await readNiftiHeader(mask.image)).type)) return 0
  const { shape, data } = await readNifti(mask.image)
  const size = shape[1] * shape[2] * shape[3]
  let count = 0
  for (let i = mask.imageAt * size; i < (mask.imageAt + 1) * size; i++) if (!Number.isFinite(data[i])) count++
  return count
}

/** Images that hold nothing to learn from: constant, not a number, blank slices. */
export function imageFindings({ phase, volume, plane, file, caseName, notFinite }: CheckedImage): Finding[] {
  const about = { phase, region: null, file, fix: null } as const
  const name = file === null ? `${caseName} (${phase.toUpperCase()} image)` : path.basename(file)
  const { low, high } = extent(volume)
  if (notFinite > 0)
    return [
      {
        kind: 'not-finite',
        severity: 'blocker',
        ...about,
        slice: null,
        text: `${name} has ${notFinite} of ${volume.length} values that are no number (NaN or infinite).`,
        reason: 'A program that divided by nought or by a mask wrote it.',
      },
    ]
  if (low === high)
    return [
      {
        kind: 'empty-image',
        severity: 'blocker',
        ...about,
        slice: null,
        text: `${name} is empty: all ${volume.length} values are ${low}.`,
        reason: 'The export failed, or the image was masked away.',
      },
    ]
  const blank: number[] = []
  for (let slice = 0; slice * plane < volume.length; slice++) {
    const part = extent(volume.subarray(slice * plane, (slice + 1) * plane))
    if (part.low === part.high) blank.push(slice)
  }
  if (blank.length === 0) return []
  const slices = blank.map((slice) => slice + 1).join(', ')
  return [
    {
      kind: 'blank-slice',
      severity: 'warning',
      ...about,
      slice: blank[0]!,
      text: `${name} has ${blank.length} slices without contrast: ${slices}.`,
      reason: 'A frame is missing in the series.',
    },
  ]
}

function extent(values: Float32Array): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return { low, high }
}
