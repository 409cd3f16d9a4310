import path from 'node:path'
import type { Finding } from '#shared/domain/datasetCheck'
import type { PhaseName } from '#shared/domain/labelFix'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import type { NiftiHeader } from '#electron/formats/nifti/niftiHeader'
import { readNiftiHeader } from '#electron/formats/nifti/readNifti'
import { angleBetween, originDistanceMm } from '../fixes/resampledMask'
import { sourceMask, type SourceMask } from '../fixes/sourceMask'

/** Spacings that differ by more count as different. */
const spacingShare = 0.01
/** Axes that differ by more count as turned, degrees. */
const turnedDegrees = 1

/** What does not fit between a mask and its image: shape, orientation, origin, spacing (F-DS-2, R-DS-5). */
export async function gridFindings(source: CaseSource, phase: PhaseName): Promise<Finding[]> {
  const mask = sourceMask(source, phase)
  const fixed = source.fixes?.some((fix) => fix.kind === 'resample-mask' && fix.phase === phase)
  if (!mask || fixed) return []
  try {
    return compared(await readNiftiHeader(mask.file), await readNiftiHeader(mask.image), mask, phase)
  } catch (error) {
    if (!(error instanceof SeptumError)) throw error
    return [
      {
        kind: 'unreadable',
        severity: 'blocker',
        ...{ phase, slice: null, region: null, file: mask.file },
        text: error.message,
        reason: null,
        fix: { kind: 'drop-phase', phase },
      },
    ]
  }
}

const mm = ({ x, y, z }: NiftiHeader['spacingMm']): string =>
  [x, y, z].map((value) => value.toFixed(3)).join(' × ')

function compared(mask: NiftiHeader, image: NiftiHeader, files: SourceMask, phase: PhaseName): Finding[] {
  const [file, imageFile] = [path.basename(files.file), path.basename(files.image)]
  const about = { phase, slice: null, region: null, file: files.file } as const
  const fix = { kind: 'resample-mask', phase } as const
  const found: Finding[] = []
  const sizes = (shape: readonly number[]): string => shape.slice(1).join(' × ')
  if (sizes(mask.shape) !== sizes(image.shape))
    return [
      {
        kind: 'shape',
        severity: 'blocker',
        ...about,
        text: `${file} has ${sizes(mask.shape)} voxels (slices × rows × columns), ${imageFile} has ${sizes(image.shape)}.`,
        reason: likelyShape(mask, image),
        fix,
      },
    ]
  const ratios = (['x', 'y', 'z'] as const).map((axis) => mask.spacingMm[axis] / image.spacingMm[axis])
  if (ratios.some((ratio) => Math.abs(ratio - 1) > spacingShare))
    found.push({
      kind: 'spacing',
      severity: 'warning',
      ...about,
      text: `${file} has voxels of ${mm(mask.spacingMm)} mm, ${imageFile} of ${mm(image.spacingMm)} mm.`,
      reason:
        'The shapes agree, so the mask was probably saved without the spacing of its image. It is used voxel by voxel; lay it by its own header only if the preview then fits.',
      fix,
    })
  if (!mask.orientation || !image.orientation) return found
  const degrees = angleBetween(mask.orientation, image.orientation)
  if (degrees > turnedDegrees)
    found.push({
      kind: 'orientation',
      severity: 'blocker',
      ...about,
      text: `The axes of ${file} and ${imageFile} differ by ${degrees.toFixed(1)} degrees.`,
      reason:
        degrees > 179
          ? 'An axis points the other way: the mask was probably written by a program with another convention (RAS and LPS).'
          : 'The mask was probably drawn on another series of the same study.',
      fix,
    })
  const awayMm = originDistanceMm(mask.orientation, image.orientation)
  const halfMm = 0.5 * Math.min(image.spacingMm.x, image.spacingMm.y)
  if (awayMm > halfMm && degrees <= turnedDegrees)
    found.push({
      kind: 'origin',
      severity: 'warning',
      ...about,
      text: `${file} begins at (${place(mask)}) mm, ${imageFile} at (${place(image)}) mm: ${awayMm.toFixed(1)} mm apart.`,
      reason:
        'The mask was probably cropped or shifted after it was drawn, or saved without its position. It is used voxel by voxel; lay it by its own header only if the preview then fits.',
      fix,
    })
  return found
}

const place = ({ orientation }: NiftiHeader): string =>
  (orientation?.originMm ?? []).map((value) => value.toFixed(1)).join(', ')

function likelyShape(mask: NiftiHeader, image: NiftiHeader): string {
  const [, mz, my, mx] = mask.shape
  const [, iz, iy, ix] = image.shape
  if (mz === iz && my === ix && mx === iy)
    return 'Rows and columns are exchanged: the mask was probably written transposed.'
  const same = (n: number, s: number, m: number, t: number) => Math.abs(n * s - m * t) <= Math.max(s, t)
  const { spacingMm: a } = mask
  const { spacingMm: b } = image
  if (same(mx, a.x, ix, b.x) && same(my, a.y, iy, b.y) && same(mz, a.z, iz, b.z))
    return 'Both cover the same field: the mask was probably drawn on a resampled copy of the image.'
  if (my === iy && mx === ix) return 'The mask has other slices: it probably belongs to another series.'
  return 'The mask probably belongs to another image.'
}
