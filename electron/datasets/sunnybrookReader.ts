import path from 'node:path'
import type { Contour } from '#shared/domain/contour'
import type { RegionId } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { contourAreaMm2 } from '#shared/geometry/polygon'
import { regionMask } from '#shared/geometry/regionMask'
import { contourPoints } from '#electron/formats/contourText'
import { fileBytes } from '#electron/formats/fileBytes'
import { openStack } from './dicomReader'
import { SunnybrookDetail } from './sunnybrookDetail'
import type { CaseReader } from './adapter'

/** Opens the images as any DICOM stack and lays the experts' polygons over them, counted from 0. */
export async function openSunnybrook(source: CaseSource): Promise<CaseReader> {
  const stack = await openStack(source)
  const { grid } = stack.opened
  const problems = [...source.problems]
  const imported: Contour[] = []
  for (const { file, ...place } of SunnybrookDetail.parse(source.detail).contours) {
    try {
      const points = contourPoints(new TextDecoder().decode((await fileBytes(file)).bytes), file)
      if (points.length === 0) continue
      const author = path.basename(file)
      imported.push({ ...place, rings: [points], knots: null, state: 'accepted', source: 'imported', author })
    } catch (error) {
      if (!(error instanceof SeptumError)) throw error
      problems.push(error.message)
    }
  }
  const at = (phase: number, boundary: Contour['boundary']): Contour[] =>
    imported.filter((contour) => contour.phase === phase && contour.boundary === boundary)

  /** The myocardium is known at a phase only where every endocardial contour there has its epicardial one. */
  const labelledRegions = (phase: number): RegionId[] => {
    const endo = at(phase, 'lv-endo')
    const epi = new Set(at(phase, 'lv-epi').map(({ slice }) => slice))
    if (endo.length === 0 && epi.size === 0) return []
    return epi.size > 0 && endo.every(({ slice }) => epi.has(slice))
      ? ['lv-cavity', 'lv-myocardium']
      : ['lv-cavity']
  }
  const volumeMl = (contours: readonly Contour[]): number =>
    contours.reduce((sum, { rings }) => sum + contourAreaMm2(rings, grid.spacingMm), 0) *
    (grid.spacingMm.z / 1000)

  return {
    ...stack,
    opened: {
      ...stack.opened,
      imported,
      warnings: [
        ...stack.opened.warnings,
        ...problems
          .filter((text) => !stack.problems.includes(text))
          .map((text) => ({ code: 'CASE_PROBLEM', text })),
      ],
    },
    labels: (phase) => Promise.resolve(labelsAt(imported, phase, grid)),
    labelledRegions,
    volumesMl: (phase) => {
      const regions = labelledRegions(phase)
      if (regions.length === 0) return {}
      const cavity = volumeMl(at(phase, 'lv-endo'))
      if (!regions.includes('lv-myocardium')) return { 'lv-cavity': cavity }
      return { 'lv-cavity': cavity, 'lv-myocardium': volumeMl(at(phase, 'lv-epi')) - cavity }
    },
    problems,
  }
}

function labelsAt(
  contours: readonly Contour[],
  phase: number,
  grid: { slices: number; rows: number; columns: number },
): Uint8Array | null {
  const own = contours.filter((contour) => contour.phase === phase)
  if (own.length === 0) return null
  const { slices, rows, columns } = grid
  const labels = new Uint8Array(slices * rows * columns)
  for (let slice = 0; slice < slices; slice++) {
    const here = own.filter((contour) => contour.slice === slice)
    if (here.length > 0) labels.set(regionMask(here, columns, rows), slice * rows * columns)
  }
  return labels
}
