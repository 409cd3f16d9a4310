import path from 'node:path'
import { contourKey, type Contour } from '#shared/domain/contour'
import { regions, type RegionId } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { contourAreaMm2 } from '#shared/geometry/polygon'
import { regionMask } from '#shared/geometry/regionMask'
import { contourPoints } from '#electron/formats/contourText'
import { fileBytes } from '#electron/formats/fileBytes'
import { openStack } from './dicomReader'
import { ContourDetail } from './contourDetail'
import type { CaseReader } from './adapter'

/** Opens the images as any DICOM stack and lays the experts' polygons over them, counted from 0. */
export async function openContours(source: CaseSource): Promise<CaseReader> {
  const stack = await openStack(source)
  const { grid } = stack.opened
  const problems = [...source.problems]
  const byPlace = new Map<string, Contour>()
  for (const { file, ...place } of ContourDetail.parse(source.detail).contours) {
    try {
      const points = contourPoints(new TextDecoder().decode((await fileBytes(file)).bytes), file)
      if (points.length === 0) continue
      const author = path.basename(file)
      const key = contourKey(place)
      const there = byPlace.get(key)
      // Papillary muscles of one slice are one contour of several rings.
      if (there && place.boundary === 'papillary') there.rings.push(points)
      else
        byPlace.set(key, {
          ...{ ...place, rings: [points], knots: null, author },
          ...({ state: 'accepted', source: 'imported' } as const),
        })
    } catch (error) {
      if (!(error instanceof SeptumError)) throw error
      problems.push(error.message)
    }
  }
  const imported = [...byPlace.values()]
  const at = (phase: number, boundary: Contour['boundary']): Contour[] =>
    imported.filter((contour) => contour.phase === phase && contour.boundary === boundary)

  const labelledRegions = (phase: number): RegionId[] => [
    ...within(at(phase, 'lv-endo'), at(phase, 'lv-epi'), 'lv-cavity', 'lv-myocardium'),
    ...within(at(phase, 'rv-endo'), at(phase, 'rv-epi'), 'rv-cavity', 'rv-myocardium'),
  ]
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
    contouredSlices: (phase) => [
      ...new Set(imported.filter((contour) => contour.phase === phase).map(({ slice }) => slice)),
    ],
    volumesMl: (phase) => {
      const ownMl = (id: RegionId): number => {
        const { outer, inner: hole } = regions[id]
        return volumeMl(at(phase, outer)) - (hole ? volumeMl(at(phase, hole)) : 0)
      }
      return Object.fromEntries(labelledRegions(phase).map((id) => [id, ownMl(id)]))
    },
    problems,
  }
}

/** A wall is known at a phase only where every contour of its cavity there has the outer one. */
function within(
  endo: readonly Contour[],
  epi: readonly Contour[],
  cavity: RegionId,
  wall: RegionId,
): RegionId[] {
  const outer = new Set(epi.map(({ slice }) => slice))
  if (endo.length === 0 && outer.size === 0) return []
  return outer.size > 0 && endo.every(({ slice }) => outer.has(slice)) ? [cavity, wall] : [cavity]
}

function labelsAt(
  contours: readonly Contour[],
  phase: number,
  grid: { slices: number; rows: number; columns: number },
): Uint8Array | null {
  const own = contours.filter(({ phase: at, boundary }) => at === phase && boundary !== 'papillary')
  if (own.length === 0) return null
  const { slices, rows, columns } = grid
  const labels = new Uint8Array(slices * rows * columns)
  for (let slice = 0; slice < slices; slice++) {
    const here = own.filter((contour) => contour.slice === slice)
    if (here.length > 0) labels.set(regionMask(here, columns, rows), slice * rows * columns)
  }
  return labels
}
