import path from 'node:path'
import type { RegionId } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { contourAreaMm2 } from '#shared/geometry/polygon'
import { phaseMarks } from '../phaseMarks'
import type { DrawingFile, Drawn, DrawnContour, DrawnDetail, DrawnOn } from './drawn'
import { readDrawing } from './readDrawing'

/** All drawings of a case, the first of the list first; where two draw the same boundary on one image, the first counts. */
export async function drawnOnCase(drawings: readonly DrawingFile[], on: DrawnOn): Promise<Drawn> {
  const contours = new Map<string, DrawnContour>()
  const regions = new Map<number, Set<RegionId>>()
  const problems: string[] = []
  for (const drawing of drawings) {
    const author = path.basename(drawing.file)
    let twice = 0
    try {
      const drawn = await readDrawing(drawing, on, author)
      for (const contour of drawn.contours) {
        const key = `${contour.boundary}/${contour.slice}/${contour.phase}`
        if (contours.has(key)) twice++
        else contours.set(key, contour)
      }
      for (const [phase, ids] of drawn.regions) {
        const known = regions.get(phase) ?? new Set<RegionId>()
        ids.forEach((id) => known.add(id))
        regions.set(phase, known)
      }
      problems.push(...drawn.problems)
    } catch (error) {
      if (!(error instanceof SeptumError)) throw error
      problems.push(error.message)
    }
    if (twice > 0)
      problems.push(`${author}: ${twice} contours are drawn by a newer file too, which is believed.`)
  }
  const known = new Map([...regions].map(([phase, ids]) => [phase, [...ids]]))
  return { contours: [...contours.values()], regions: known, problems }
}

/** The case with what was drawn on it: ED and ES by the areas of the LV's cavity, else of the RV's (datasets.md B1.10). */
export function withDrawings(source: CaseSource, detail: DrawnDetail, drawn: Drawn, on: DrawnOn): CaseSource {
  const areasOf = (boundary: string) =>
    drawn.contours
      .filter((contour) => contour.boundary === boundary)
      .map(({ phase, rings }) => ({ phase, areaMm2: contourAreaMm2(rings, on.grid.spacingMm) }))
  const leads = ['lv-endo', 'rv-endo', 'lv-epi'].map(areasOf)
  return {
    ...source,
    ...phaseMarks(leads.find((areas) => areas.length > 0) ?? []),
    labelled: [...new Set(drawn.contours.map(({ boundary }) => boundary))],
    problems: [...source.problems, ...drawn.problems],
    detail: { ...source.detail, drawn: detail },
  }
}
