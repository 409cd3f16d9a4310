import { z } from '#shared/domain/schema'
import type { Grid, Orientation } from '#shared/domain/grid'
import { regions } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import type { NiftiImage } from '#electron/formats/nifti/niftiImage'
import { readVolume } from '#electron/formats/volume/readVolume'
import { niftiWarnings } from '../niftiWarnings'
import { stillReader } from '../stillReader'
import { candidateSlices, keptSlices, sagittal } from './sagittalSlices'
import type { CaseReader } from '../adapter'

const SubjectDetail = z.object({ image: z.string(), label: z.string().nullable() })

/** Left and right lateral ventricle in FreeSurfer's table; its inferior horns, 3rd, 4th, CSF and plexus are not used. */
const ventricles = new Set([4, 43])

/**
 * Opens a subject as sagittal slices: those of S3's range in which the ventricles have more than 100 pixels; without
 * labels all of the range. Labels of another shape are a problem of the case. Errors: those of the image.
 */
export async function openSubject(source: CaseSource): Promise<CaseReader> {
  const { image: file, label } = SubjectDetail.parse(source.detail)
  const image = await readVolume(file)
  const [, depth, height, width] = image.shape
  const size = [depth, height, width] as const
  const problems = [...source.problems]
  const mask = label ? await ventricleMask(label, file, image, problems) : null
  const candidates = candidateSlices(width)
  const kept = mask ? keptSlices(mask, size, candidates) : candidates
  if (kept.length === 0) {
    const reason = 'no slice has more than 100 pixels of lateral ventricle'
    throw new SeptumError('CASE_INCOMPLETE', { case: source.name, reason })
  }
  const { x, y, z: deep } = image.spacingMm
  const grid: Grid = {
    columns: depth,
    rows: height,
    slices: kept.length,
    phases: 1,
    spacingMm: { x: deep, y, z: x },
    orientation: image.orientation && turned(image.orientation, kept[0]! * x),
    phaseTimesMs: null,
  }
  const voxels = depth * height * width
  const gaps = kept.at(-1)! - kept[0]! + 1 - kept.length
  const warnings = niftiWarnings(image, problems)
  if (gaps > 0)
    warnings.push({
      code: 'SLICE_GAP',
      text: `${gaps} slices between the first and the last have 100 pixels of ventricle or fewer; they are left out.`,
    })
  return stillReader(source, {
    grid,
    data: sagittal(image.data.subarray(0, voxels), size, kept),
    slope: image.slope,
    intercept: image.intercept,
    labels: mask && sagittal(mask, size, kept),
    regions: ['lateral-ventricle'],
    task: 'brain',
    author: 'FreeSurfer',
    warnings,
    problems,
    lossy: false,
  })
}

/** Canonical labels of the ventricles in file order; null, and a problem, where the file does not fit or open. */
async function ventricleMask(
  file: string,
  imageFile: string,
  { shape }: NiftiImage,
  problems: string[],
): Promise<Uint8Array | null> {
  try {
    const map = await readVolume(file)
    if ([1, 2, 3].some((axis) => map.shape[axis] !== shape[axis]))
      throw new SeptumError('GEOMETRY_MISMATCH', {
        file,
        found: map.shape.slice(1).join(' × '),
        image: imageFile,
        expected: shape.slice(1).join(' × '),
      })
    const own = regions['lateral-ventricle'].label
    const mask = new Uint8Array(shape[1] * shape[2] * shape[3])
    for (let i = 0; i < mask.length; i++)
      if (ventricles.has(map.data[i]! * map.slope + map.intercept)) mask[i] = own
    return mask
  } catch (error) {
    if (!(error instanceof SeptumError)) throw error
    problems.push(error.message)
    return null
  }
}

/** The orientation of the sagittal slices: columns run as the slices did, slices as the columns did. */
const turned = ({ row, column, normal, originMm }: Orientation, shiftMm: number): Orientation => ({
  row: normal,
  column,
  normal: row,
  originMm: [originMm[0] + shiftMm * row[0], originMm[1] + shiftMm * row[1], originMm[2] + shiftMm * row[2]],
})
