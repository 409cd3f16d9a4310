import type { PhaseFigures } from './datasetCheck'
import type { RegionId } from './structures'

/** Density of myocardium, g/ml (evaluation K2). */
const density = 1.05

/** What is held against the limits of datasets.md B2.2. */
export interface Measure {
  readonly id: string
  readonly name: string
  readonly unit: string
  readonly value: number
  readonly from: number
  readonly to: number
  readonly digits: number
}

/** Every measure that the labels of a case allow. A volume of a structure that is not labelled at a phase is no measure. */
export function measuresOf(ed: PhaseFigures | null, es: PhaseFigures | null): Measure[] {
  const lv = pair(ed, es, 'lv-cavity')
  const rv = pair(ed, es, 'rv-cavity')
  const wall = pair(ed, es, 'lv-myocardium')
  const out: Measure[] = []
  const add = (id: string, name: string, unit: string, value: number, from: number, to: number, digits = 0) =>
    out.push({ id, name, unit, value, from, to, digits })
  if (lv.ed !== null) add('lvEdv', 'LV EDV', 'ml', lv.ed, 40, 450)
  if (lv.es !== null) add('lvEsv', 'LV ESV', 'ml', lv.es, 10, 400)
  const lvStroke = stroke(lv)
  const rvStroke = stroke(rv)
  if (lvStroke !== null && lv.ed) add('lvEf', 'LV EF', '%', (100 * lvStroke) / lv.ed, 5, 85)
  if (rv.ed !== null) add('rvEdv', 'RV EDV', 'ml', rv.ed, 40, 400)
  if (wall.ed !== null) add('mass', 'LV mass', 'g', wall.ed * density, 30, 350)
  if (lvStroke !== null && rvStroke !== null && lvStroke > 0)
    add(
      'strokes',
      'LV and RV stroke volumes differ by',
      '%',
      (100 * Math.abs(lvStroke - rvStroke)) / lvStroke,
      0,
      35,
    )
  if (wall.ed !== null && wall.es !== null && wall.ed > 0)
    add(
      'wall',
      'Myocardium at ED and ES differs by',
      '%',
      (100 * Math.abs(wall.ed - wall.es)) / wall.ed,
      0,
      30,
    )
  return out
}

interface Pair {
  readonly ed: number | null
  readonly es: number | null
}

function pair(ed: PhaseFigures | null, es: PhaseFigures | null, region: RegionId): Pair {
  const at = (figures: PhaseFigures | null) =>
    figures?.regions.includes(region) ? (figures.volumesMl[region] ?? 0) : null
  return { ed: at(ed), es: at(es) }
}

const stroke = ({ ed, es }: Pair): number | null => (ed === null || es === null ? null : ed - es)

/** Those outside their limits. */
export const implausible = (measures: readonly Measure[]): Measure[] =>
  measures.filter(({ value, from, to }) => value < from || value > to)

/** How far the most unusual measure stands from the middle of its limits: 1 = at a limit, above 1 = outside. */
export function deviation(measures: readonly Measure[]): number {
  const each = measures.map(({ value, from, to }) =>
    from === 0 ? value / to : Math.abs(value - (from + to) / 2) / ((to - from) / 2),
  )
  return Math.max(0, ...each)
}

/** Disagreement between the phases: the larger of the last two measures, in shares of their limits. */
export const disagreement = (measures: readonly Measure[]): number =>
  deviation(measures.filter(({ id }) => id === 'strokes' || id === 'wall'))
