import type { PointPx } from '#shared/domain/contour'
import type { BoundaryId, RegionId } from '#shared/domain/structures'
import { pointInRings } from '#shared/geometry/polygon'
import type { Drawn, DrawnContour, MaskRule, Place } from './drawn'
import type { Meaning } from './structureNames'

/** Structures of one line, which is boundary and region in one. */
const atria = ['left-atrium', 'right-atrium'] as const satisfies readonly (Meaning & BoundaryId & RegionId)[]

/** The rings of one structure at one place. */
export interface Outline extends Place {
  readonly meaning: Meaning
  /** Even-odd: several contours of one structure on a slice are combined by XOR. */
  readonly rings: PointPx[][]
}

const sides = [
  {
    endo: 'lv-endo',
    epi: 'lv-epi',
    wall: 'lv-wall',
    cavity: 'lv-cavity',
    muscle: 'lv-myocardium',
    name: 'LV',
  },
  {
    endo: 'rv-endo',
    epi: 'rv-epi',
    wall: 'rv-wall',
    cavity: 'rv-cavity',
    muscle: 'rv-myocardium',
    name: 'RV',
  },
] as const satisfies readonly {
  endo: Meaning & BoundaryId
  epi: Meaning & BoundaryId
  wall: Meaning
  cavity: RegionId
  muscle: RegionId
  name: string
}[]

/** Joins what is drawn at one place: contours of one structure on one image are one outline. */
export class Outlines {
  private readonly kept = new Map<string, Outline>()

  add(meaning: Meaning, place: Place, rings: readonly PointPx[][]): void {
    const key = `${meaning}/${place.slice}/${place.phase}`
    const outline = this.kept.get(key) ?? { meaning, slice: place.slice, phase: place.phase, rings: [] }
    outline.rings.push(...rings)
    this.kept.set(key, outline)
  }

  /** The contours of the boundaries, and of which regions they tell at which phase. */
  drawn(author: string, rule: MaskRule): Drawn {
    const made = { knots: null, state: 'accepted', source: 'imported', author, rule } as const
    const contours: DrawnContour[] = []
    for (const { meaning, rings, slice, phase } of this.kept.values()) {
      const side = sides.find(({ wall }) => wall === meaning)
      const at = (other: Meaning): boolean => this.kept.has(`${other}/${slice}/${phase}`)
      // A wall beside its own outer line says nothing new; beside its cavity alone its outer line counts.
      if (side && at(side.epi)) continue
      const boundary = side ? side.epi : (meaning as BoundaryId)
      const own = side && at(side.endo) ? outermost(rings) : rings
      contours.push({ boundary, slice, phase, rings: own, ...made })
    }
    const phases = [...new Set([...this.kept.values()].map(({ phase }) => phase))]
    const problems: string[] = []
    const regions = new Map(phases.map((phase) => [phase, this.known(phase, problems)]))
    return { contours, regions, problems }
  }

  private known(phase: number, problems: string[]): RegionId[] {
    const slices = (meaning: Meaning): Set<number> =>
      new Set(
        [...this.kept.values()].flatMap((at) =>
          at.meaning === meaning && at.phase === phase ? [at.slice] : [],
        ),
      )
    const ventricles = sides.flatMap(({ endo, epi, wall, cavity, muscle, name }): RegionId[] => {
      const [inner, outer, ring] = [slices(endo), slices(epi), slices(wall)]
      const bare = [...inner].filter((slice) => !outer.has(slice) && !ring.has(slice))
      const walled = ring.size > 0 || (inner.size > 0 && outer.size > 0 && bare.length === 0)
      if (outer.size > 0 && inner.size === 0 && ring.size === 0)
        problems.push(
          `At phase ${phase + 1} the ${name} has an outer line and no inner one: neither cavity nor wall is known.`,
        )
      return [...(inner.size > 0 ? [cavity] : []), ...(walled ? [muscle] : [])]
    })
    return [...ventricles, ...atria.filter((atrium) => slices(atrium).size > 0)]
  }
}

/** The rings that lie in no other one. */
const outermost = (rings: PointPx[][]): PointPx[][] =>
  rings.filter((ring) => !rings.some((other) => other !== ring && ring[0] && pointInRings([other], ring[0])))
