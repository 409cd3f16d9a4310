import { regions, type RegionId } from '#shared/domain/structures'
import { contoursOfLabels } from '#shared/geometry/regionMask'
import type { Drawn, DrawnContour, Place } from './drawn'
import { Outlines } from './outlines'
import type { Meaning } from './structureNames'

/** What lies over what where masks overlap: the LV over the RV, a cavity over its wall, the atria over all. */
const order: readonly Meaning[] = [
  'rv-epi',
  'rv-wall',
  'rv-endo',
  'lv-epi',
  'lv-wall',
  'lv-endo',
  'left-atrium',
  'right-atrium',
]
const regionOf: Readonly<Record<Meaning, RegionId>> = {
  'rv-epi': 'rv-myocardium',
  'rv-wall': 'rv-myocardium',
  'rv-endo': 'rv-cavity',
  'lv-epi': 'lv-myocardium',
  'lv-wall': 'lv-myocardium',
  'lv-endo': 'lv-cavity',
  'left-atrium': 'left-atrium',
  'right-atrium': 'right-atrium',
}

/** Masks of structures, laid over each other place by place. */
export class LabelPlanes {
  private readonly planes = new Map<string, { readonly place: Place; readonly rank: Uint8Array }>()
  /** Where something was drawn, for the regions that are known. */
  private readonly outlines = new Outlines()

  constructor(private readonly grid: { readonly columns: number; readonly rows: number }) {}

  /** Sets the pixels of a structure at a place. Where it has none it is known to be absent. */
  add(meaning: Meaning, place: Place, inside: (pixel: number) => boolean): void {
    const { columns, rows } = this.grid
    const key = `${place.slice}/${place.phase}`
    const plane = this.planes.get(key) ?? { place, rank: new Uint8Array(columns * rows) }
    this.planes.set(key, plane)
    this.outlines.add(meaning, place, [])
    const own = order.indexOf(meaning) + 1
    for (let i = 0; i < plane.rank.length; i++) if (inside(i) && plane.rank[i]! < own) plane.rank[i] = own
  }

  drawn(author: string): Drawn {
    const made = { source: 'imported', author, state: 'accepted' } as const
    const labelOf = [0, ...order.map((meaning) => regions[regionOf[meaning]].label)]
    const contours: DrawnContour[] = []
    for (const { place, rank } of this.planes.values()) {
      const labels = rank.map((own) => labelOf[own]!)
      const traced = contoursOfLabels(labels, { ...this.grid, slices: 1 }, place.phase, made)
      contours.push(...traced.map((contour) => ({ ...contour, slice: place.slice, rule: 'pixels' as const })))
    }
    const { regions: known, problems } = this.outlines.drawn(author, 'pixels')
    return { contours, regions: known, problems }
  }
}
