import type { Contour } from '#shared/domain/contour'
import { counted } from '#shared/domain/counted'
import type { ContourFile } from '#shared/domain/keptContours'
import { measuredPhases, phaseWord } from '#shared/domain/measuredPhases'
import { boundaries, regionIds, regions, type BoundaryId, type RegionId } from '#shared/domain/structures'

interface DrawnRegions {
  /** Regions that the contours of one phase say all about: where they are, and by that where they are not. */
  readonly regions: readonly RegionId[]
  /** Why a boundary that is drawn cannot be used, in sentences. */
  readonly problems: readonly string[]
}

/**
 * What contours of one phase label. A boundary counts where it is drawn without a gap from its first slice to its last:
 * beyond them its structure is absent; a slice that was forgotten in between would teach that it is absent there too.
 * Papillary muscles stay part of the cavity.
 */
function drawnRegions(contours: readonly Contour[], where: string): DrawnRegions {
  const whole = new Set<BoundaryId>()
  const problems: string[] = []
  for (const boundary of new Set(contours.map((one) => one.boundary))) {
    const slices = contours.filter((one) => one.boundary === boundary).map(({ slice }) => slice)
    const [first, last] = [Math.min(...slices), Math.max(...slices)]
    const missing = Array.from({ length: last - first + 1 }, (_, i) => first + i).filter(
      (slice) => !slices.includes(slice),
    )
    if (missing.length === 0) whole.add(boundary)
    else
      problems.push(
        `${boundaries[boundary].name} has no contour on ${counted(missing.length, 'slice')} between the first and the last${where} (${missing.map((slice) => slice + 1).join(', ')}): it is not used there.`,
      )
  }
  const known = regionIds.filter((id) => {
    const { outer, inner } = regions[id]
    return id !== 'papillary' && whole.has(outer) && (inner === null || whole.has(inner))
  })
  return { regions: known, problems }
}

/** One measured phase, from 0, with the contours that count there and what they label. */
interface DrawnPhase extends DrawnRegions {
  readonly phase: number
  readonly contours: readonly Contour[]
}

/** What kept contours label at ED and ES, or in the only image, of a case of so many phases. */
export function drawnPhases(
  { ed, es, contours }: Pick<ContourFile, 'ed' | 'es' | 'contours'>,
  phases: number,
): DrawnPhase[] {
  return measuredPhases({ ed, es }, phases).map(([name, phase]) => {
    const here = contours.filter((one) => one.phase === phase && one.boundary !== 'papillary')
    return { phase, contours: here, ...drawnRegions(here, name === 'still' ? '' : ` at ${phaseWord(name)}`) }
  })
}
