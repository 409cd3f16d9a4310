import { regions, type BoundaryId, type RegionId } from '#shared/domain/structures'
import { contourAreaMm2 } from '#shared/geometry/polygon'
import { rasterise } from '#shared/geometry/rasterise'
import { rasteriseFine } from '#shared/geometry/rasteriseFine'
import { regionMask } from '#shared/geometry/regionMask'
import type { CaseReader } from '../adapter'
import type { Drawn, DrawnContour } from './drawn'

/**
 * A case with contours laid over its images. Their areas come from polygons; where they were masks, from pixels. `marks`:
 * its phases of ED and ES, where they are not those of the images.
 */
export function readerWith(
  images: CaseReader,
  drawn: Drawn,
  problems: readonly string[],
  marks: { readonly ed?: number | null; readonly es?: number | null } = {},
): CaseReader {
  const { grid } = images.opened
  const { columns, rows, spacingMm } = grid
  const maskOf = ({ rings, rule }: DrawnContour): Uint8Array =>
    rule === 'fine' ? rasteriseFine(rings, columns, rows) : rasterise(rings, columns, rows)
  const areaMm2 = (contour: DrawnContour): number =>
    contour.rule === 'pixels'
      ? maskOf(contour).reduce((sum, inside) => sum + inside, 0) * spacingMm.x * spacingMm.y
      : contourAreaMm2(contour.rings, spacingMm)
  const volumeMl = (boundary: BoundaryId, phase: number): number =>
    drawn.contours
      .filter((contour) => contour.boundary === boundary && contour.phase === phase)
      .reduce((sum, contour) => sum + areaMm2(contour), 0) *
    (spacingMm.z / 1000)
  const known = (phase: number): RegionId[] => [...(drawn.regions.get(phase) ?? [])]
  return {
    ...images,
    opened: changed(images.opened, {
      ...marks,
      imported: drawn.contours.map(({ rule: _, ...contour }) => contour),
      warnings: [
        ...images.opened.warnings,
        ...problems
          .filter((text) => !images.opened.warnings.some((warning) => warning.text === text))
          .map((text) => ({ code: 'CASE_PROBLEM', text })),
      ],
    }),
    labels: (phase) => Promise.resolve(labelsAt(phase)),
    labelledRegions: known,
    volumesMl: (phase) =>
      Object.fromEntries(
        known(phase).map((id) => {
          const { outer, inner } = regions[id]
          return [id, volumeMl(outer, phase) - (inner ? volumeMl(inner, phase) : 0)]
        }),
      ),
    problems,
  }

  function labelsAt(phase: number): Uint8Array | null {
    if (!drawn.regions.has(phase)) return null
    const labels = new Uint8Array(grid.slices * rows * columns)
    for (let slice = 0; slice < grid.slices; slice++) {
      const here = drawn.contours.filter((contour) => contour.phase === phase && contour.slice === slice)
      if (here.length > 0) labels.set(regionMask(here, columns, rows, maskOf), slice * rows * columns)
    }
    return labels
  }
}

/** A copy with some properties set anew; what is only worked out when it is asked for stays so. */
const changed = <T extends object>(from: T, anew: Partial<T>): T =>
  Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(from), ...Object.getOwnPropertyDescriptors(anew) },
  ) as T
