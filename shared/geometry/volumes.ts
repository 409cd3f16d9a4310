import type { Contour } from '#shared/domain/contour'
import type { CardiacFunction } from '#shared/domain/evaluation'
import type { Grid } from '#shared/domain/grid'
import { placeKey, type Segmentation } from '#shared/domain/segmentation'
import { boundaries, regions, type BoundaryId, type RegionId } from '#shared/domain/structures'
import { contourAreaMm2 } from './polygon'

/** Density of myocardium, g/ml (evaluation K2). */
export const myocardialDensity = 1.05

export type FunctionKey = keyof CardiacFunction
export interface ExplainedFunction {
  readonly values: CardiacFunction
  /** Why a value is null, in words that can stand in its place. */
  readonly reasons: Partial<Record<FunctionKey, string>>
}

type PhaseName = 'ED' | 'ES'
/** A number, or why there is none. */
type Explained = { readonly value: number } | { readonly missing: string }

/** Areas in mm² of one boundary at one phase, by slice. Excluded places and empty contours do not count. */
function areasMm2(
  segmentation: Segmentation,
  grid: Pick<Grid, 'spacingMm'>,
  boundary: BoundaryId,
  phase: number,
): Map<number, number> {
  const areas = new Map<number, number>()
  for (const contour of segmentation.contours.values()) {
    if (contour.boundary !== boundary || contour.phase !== phase || !counts(segmentation, contour)) continue
    areas.set(contour.slice, contourAreaMm2(contour.rings, grid.spacingMm))
  }
  return areas
}

const counts = (segmentation: Segmentation, contour: Contour): boolean =>
  contour.rings.length > 0 && !segmentation.excluded.has(placeKey(contour.slice, contour.phase))

/**
 * Volume of a region at one phase, in ml: the sum over slices of the area inside its outer boundary less that inside
 * its inner one, times the slice pitch (evaluation K2). A slice without the inner boundary counts whole: the tip of a
 * heart has no cavity. Null where the outer boundary, or a needed inner one, is drawn on no slice at all.
 */
export function volumeMl(
  segmentation: Segmentation,
  grid: Pick<Grid, 'spacingMm'>,
  region: RegionId,
  phase: number,
): number | null {
  const { outer, inner } = regions[region]
  const outerAreas = areasMm2(segmentation, grid, outer, phase)
  const innerAreas = inner ? areasMm2(segmentation, grid, inner, phase) : null
  if (outerAreas.size === 0 || innerAreas?.size === 0) return null
  let areaMm2 = 0
  for (const [slice, area] of outerAreas) areaMm2 += Math.max(0, area - (innerAreas?.get(slice) ?? 0))
  return (areaMm2 * grid.spacingMm.z) / 1000
}

/** A volume at each phase, ml; null where nothing is drawn. */
export type VolumeCurveMl = readonly (number | null)[]

/** The volume of a region at each phase. */
export const volumeCurveMl = (
  segmentation: Segmentation,
  grid: Pick<Grid, 'spacingMm' | 'phases'>,
  region: RegionId,
): (number | null)[] =>
  Array.from({ length: grid.phases }, (_, phase) => volumeMl(segmentation, grid, region, phase))

/**
 * EDV, ESV, EF of both ventricles and the LV mass at ED. A value that the contours do not carry is null, with the
 * reason in words: no phase marked, nothing drawn there, or a slice missing between the first and the last drawn one
 * (R-RD-8). A slice at either end may be empty at ES while it counts at ED: the heart moves along its axis (E-A8).
 */
export function cardiacFunction(
  segmentation: Segmentation,
  grid: Pick<Grid, 'spacingMm'>,
): ExplainedFunction {
  const at = (region: RegionId, phase: PhaseName) => explainedVolume(segmentation, grid, region, phase)
  const [edv, esv] = [at('lv-cavity', 'ED'), at('lv-cavity', 'ES')]
  const [rvEdv, rvEsv] = [at('rv-cavity', 'ED'), at('rv-cavity', 'ES')]
  const wall = at('lv-myocardium', 'ED')
  const rows: readonly (readonly [FunctionKey, string, Explained])[] = [
    ['edvMl', 'EDV', edv],
    ['esvMl', 'ESV', esv],
    ['efPercent', 'EF', ejectionFraction(edv, esv)],
    ['rvEdvMl', 'RV EDV', rvEdv],
    ['rvEsvMl', 'RV ESV', rvEsv],
    ['rvEfPercent', 'RV EF', ejectionFraction(rvEdv, rvEsv)],
    ['massG', 'Mass', 'value' in wall ? { value: wall.value * myocardialDensity } : wall],
  ]
  const values: Record<FunctionKey, number | null> = {
    edvMl: null,
    esvMl: null,
    efPercent: null,
    rvEdvMl: null,
    rvEsvMl: null,
    rvEfPercent: null,
    massG: null,
  }
  const reasons: Partial<Record<FunctionKey, string>> = {}
  for (const [key, name, explained] of rows) {
    if ('value' in explained) values[key] = explained.value
    else reasons[key] = `${name} not available: ${explained.missing}`
  }
  return { values, reasons }
}

function ejectionFraction(edv: Explained, esv: Explained): Explained {
  if ('missing' in edv && 'missing' in esv)
    return { missing: edv.missing === esv.missing ? edv.missing : `${edv.missing}; ${esv.missing}` }
  if ('missing' in edv) return edv
  if ('missing' in esv) return esv
  if (edv.value === 0) return { missing: 'the volume at ED is 0 ml' }
  return { value: (100 * (edv.value - esv.value)) / edv.value }
}

function explainedVolume(
  segmentation: Segmentation,
  grid: Pick<Grid, 'spacingMm'>,
  region: RegionId,
  name: PhaseName,
): Explained {
  const phase = segmentation.marks[name === 'ED' ? 'ed' : 'es']
  if (phase === null) return { missing: `${name === 'ED' ? 'end-diastole' : 'end-systole'} is not marked` }
  const { outer, inner } = regions[region]
  for (const boundary of inner ? [outer, inner] : [outer]) {
    // A wall is only known where both its lines are; an outer line alone is the tip of the heart.
    const needed = boundary === outer && inner ? drawnSlices(segmentation, inner, phase) : []
    const missing = missingSlices(segmentation, boundary, phase, needed)
    if (missing === 'all') return { missing: `${boundaries[boundary].name} missing at ${name}` }
    if (missing.length > 0) {
      const slices = missing.map((slice) => slice + 1).join(', ')
      const word = missing.length === 1 ? 'slice' : 'slices'
      return { missing: `${boundaries[boundary].name} missing at ${name} ${word} ${slices}` }
    }
  }
  const value = volumeMl(segmentation, grid, region, phase)
  return value === null ? { missing: `nothing counts at ${name}` } : { value }
}

const drawnSlices = (segmentation: Segmentation, boundary: BoundaryId, phase: number): number[] =>
  [...segmentation.contours.values()]
    .filter((c) => c.boundary === boundary && c.phase === phase && counts(segmentation, c))
    .map((c) => c.slice)

/** Slices from 0 that are neither drawn nor excluded: between the first and the last drawn one, or `needed`. */
function missingSlices(
  segmentation: Segmentation,
  boundary: BoundaryId,
  phase: number,
  needed: readonly number[],
): number[] | 'all' {
  const drawn = drawnSlices(segmentation, boundary, phase)
  if (drawn.length === 0) return 'all'
  const all = [...drawn, ...needed]
  const first = Math.min(...all)
  const candidates = Array.from({ length: Math.max(...all) - first + 1 }, (_, i) => first + i)
  return candidates.filter(
    (slice) => !drawn.includes(slice) && !segmentation.excluded.has(placeKey(slice, phase)),
  )
}
