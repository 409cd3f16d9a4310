import path from 'node:path'
import type { BoundaryId } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { below } from '../below'
import { openContours } from '../contourReader'
import type { PlacedContour } from '../contourDetail'
import { dicomCase } from '../dicomCase'
import { numberedPlaces } from '../numberedPlaces'
import { dicomFrames } from '../seriesFile'
import type { FolderLayout, FolderListing, ScanSink } from '../adapter'
import type { StackFrame } from '../stackFrame'

const imageName = /^P(\d{2})-(\d{4})\.dcm$/i
const contourName = /^P(\d{2})-(\d{4})-([io])contour-manual\.txt$/i
const folderName = /^(P\d{2}dicom|P\d{2}contours-manual)$/i
const listName = /^P\d{2}list\.txt$/i

/** Images of one cardiac cycle on one slice (datasets.md B1.3). */
const cycle = 20

/**
 * MICCAI 2012 right ventricle challenge: `PNNdicom/PNN-NNNN.dcm`, contours of the RV's two borders by image number, from
 * 0: phase = number mod 20, ED = phase 0. The left ventricle is not labelled.
 */
export const rvsc: FolderLayout = {
  id: 'rvsc',
  title: 'RVSC 2012',
  citation:
    'Petitjean C, Zuluaga MA, Bai W, et al. "Right ventricle segmentation from cardiac MRI: a collation study." Medical Image Analysis 19(1): 187-202, 2015, doi 10.1016/j.media.2014.10.004',
  licence: 'Research only (by registration with the organisers).',
  recognises: ({ files, folders }: FolderListing) =>
    folders.some((name) => folderName.test(name)) ||
    files.some((name) => listName.test(name) || contourName.test(name) || imageName.test(name)),

  async scan(listing, sink) {
    const patients = await patientsBelow(listing, sink)
    for (const [number, found] of patients) {
      try {
        sink.onCase(caseSource(`P${number}`, found))
      } catch (error) {
        sink.refuse(found.contours[0]?.file ?? listing.folder, error)
      }
    }
  },

  open: openContours,
}

interface Patient {
  readonly frames: StackFrame[]
  readonly contours: { readonly file: string; readonly image: number; readonly boundary: BoundaryId }[]
}

async function patientsBelow(listing: FolderListing, sink: ScanSink): Promise<Map<string, Patient>> {
  const patients = new Map<string, Patient>()
  const patient = (number: string): Patient => {
    const known = patients.get(number) ?? { frames: [], contours: [] }
    patients.set(number, known)
    return known
  }
  for await (const file of below(listing, sink)) {
    const name = path.basename(file)
    const image = imageName.exec(name)
    const contour = contourName.exec(name)
    if (image) patient(image[1]!).frames.push(...((await dicomFrames(file, sink)) ?? []))
    if (contour)
      patient(contour[1]!).contours.push({
        file,
        image: Number(contour[2]),
        boundary: contour[3]!.toLowerCase() === 'i' ? 'rv-endo' : 'rv-epi',
      })
  }
  return patients
}

const numberOf = ({ file }: StackFrame): number => Number(imageName.exec(path.basename(file))?.[2] ?? NaN)

function caseSource(name: string, { frames, contours }: Patient): CaseSource {
  if (frames.length === 0)
    throw new SeptumError('CASE_INCOMPLETE', {
      case: name,
      reason: 'its contours are there, but not its images',
    })
  const { source, stack } = dicomCase(frames, 'rvsc', name)
  const placeOf = numberedPlaces(stack, numberOf)
  const problems = [...source.problems]
  const placed: PlacedContour[] = []
  for (const { file, image, boundary } of contours) {
    const place = placeOf.get(image)
    if (place) placed.push({ file, boundary, ...place })
    else problems.push(`Contour ${image} has no image.`)
  }
  return {
    ...source,
    patientId: source.patientId || name,
    ...marks(contours, placeOf),
    labelled: [...new Set(placed.map(({ boundary }) => boundary))],
    problems,
    detail: { ...source.detail, contours: placed },
  }
}

/** ED is the first phase of the cycle; ES the other phase that has contours, the commonest where there are several. */
function marks(
  contours: Patient['contours'],
  placeOf: ReadonlyMap<number, { phase: number }>,
): { ed: number | null; es: number | null } {
  const counts = new Map<number, number>()
  let ed: number | null = null
  for (const { image } of contours) {
    const phase = placeOf.get(image)?.phase
    if (phase === undefined) continue
    if (image % cycle === 0) ed = phase
    else counts.set(phase, (counts.get(phase) ?? 0) + 1)
  }
  const es = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
  return { ed, es }
}
