import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { contourAreaMm2 } from '#shared/geometry/polygon'
import { contourPoints } from '#electron/formats/contourText'
import { fileBytes } from '#electron/formats/fileBytes'
import { openContours } from '../contourReader'
import type { PlacedContour } from '../contourDetail'
import { dicomCase } from '../dicomCase'
import { numberedPlaces } from '../numberedPlaces'
import { phaseMarks } from '../phaseMarks'
import { sunnybrookFiles } from './sunnybrookFind'
import { matched, numberOf, type MatchedCase } from './sunnybrookMatch'
import { groupOfCase, officialPart } from './sunnybrookNames'
import type { FolderLayout, FolderListing, ScanSink } from '../adapter'

const folderName =
  /^(SC-(HF|N|HYP)[A-Z-]*-\d+|contours-manual|contourfiles|SCD_.*|SCD\d{7}|challenge_(training|validation|online)|Sunnybrook Cardiac MR .*)$/i

/**
 * Sunnybrook Cardiac Data (MICCAI 2009): DICOM cines and text files of polygons. The challenge's tree, the evaluator's
 * tree, the Cardiac Atlas Project's, and repackaged ones in which images and contours lie in folders of their own.
 */
export const sunnybrook: FolderLayout = {
  id: 'sunnybrook',
  title: 'Sunnybrook',
  citation:
    'Radau P, Lu Y, Connelly K, Paul G, Dick AJ, Wright GA. "Evaluation Framework for Algorithms Segmenting Short Axis Cardiac MRI." The MIDAS Journal - Cardiac MR Left Ventricle Segmentation Challenge, 2009, hdl 10380/3070',
  licence: 'CC0 1.0 (Cardiac Atlas Project release); please cite.',
  recognises: (listing: FolderListing) => listing.folders.some((name) => folderName.test(name)),

  async scan(listing, sink) {
    const { cases, rest } = matched(await sunnybrookFiles(listing, sink))
    for (const found of cases) {
      try {
        sink.onCase(await caseSource(found, sink))
      } catch (error) {
        sink.refuse(found.contours[0]?.file ?? listing.folder, error)
      }
    }
    for (const frames of rest) {
      const { seriesDescription, seriesNumber } = frames[0]!.header
      sink.onCase(dicomCase(frames, 'dicom', seriesDescription || `Series ${seriesNumber}`).source)
    }
  },

  open: openContours,
}

const boundaryOf = { i: 'lv-endo', o: 'lv-epi', p: 'papillary' } as const

async function caseSource({ name, contours, frames }: MatchedCase, sink: ScanSink): Promise<CaseSource> {
  if (!frames)
    throw new SeptumError('CASE_INCOMPLETE', {
      case: name,
      reason: 'its contours are there, but not its images',
    })
  const { source, stack } = dicomCase(frames, 'sunnybrook', name)
  const placeOf = numberedPlaces(stack, numberOf)
  const problems = [...source.problems]
  const placed: PlacedContour[] = []
  const areas: { phase: number; areaMm2: number }[] = []
  let apart = 0
  for (const { file, image, kind } of contours) {
    const place = placeOf.get(image)
    if (!place) {
      problems.push(`Contour ${image} has no image.`)
      continue
    }
    try {
      const points = contourPoints(new TextDecoder().decode((await fileBytes(file)).bytes), file)
      if (points.length === 0) continue
      if (kind === 'i')
        areas.push({ phase: place.phase, areaMm2: contourAreaMm2([points], stack.grid.spacingMm) })
      placed.push({ file, boundary: boundaryOf[kind], ...place })
      if (Math.ceil(image / stack.grid.phases) !== place.slice + 1) apart++
    } catch (error) {
      sink.refuse(file, error)
    }
  }
  if (apart > 0)
    problems.push(
      `${apart} contours lie on another slice by position than their image number says; the position is believed.`,
    )
  const boundaries = new Set(placed.map(({ boundary }) => boundary))
  // Papillary muscles are shown, and belong to the cavity in labels and volumes.
  boundaries.delete('papillary')
  const part = officialPart(name)
  return {
    ...source,
    ...phaseMarks(areas),
    group: groupOfCase(name),
    ...(part ? { part } : {}),
    labelled: [...boundaries],
    problems,
    detail: { ...source.detail, contours: placed },
  }
}
