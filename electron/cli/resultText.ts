import { lengthUnit, type CaseResult, type ExperimentResult, type MeanScore } from '#shared/domain/evaluation'
import type { PluginFacts } from '#shared/domain/plugin'
import { regions, type RegionId } from '#shared/domain/structures'
import { figure, table } from './table'

type Mean = Partial<Record<RegionId, MeanScore>>

const entries = <V>(record: Partial<Record<RegionId, V>>): [RegionId, V][] =>
  Object.entries(record) as [RegionId, V][]

/** Dice, HD and HD95 of each structure in the mean, Dice by third, with the rule for empty cases below. */
export function meanText(mean: Mean, rule: string, unit = 'mm'): string {
  const rows = entries(mean).map(([id, score]) => [
    regions[id].name,
    figure(score.dice, 3),
    figure(score.hdMm, 1),
    figure(score.hd95Mm, 1),
    String(score.volumes),
  ])
  return [
    table(['Structure', 'Dice', `HD ${unit}`, `HD95 ${unit}`, 'volumes'], rows),
    ...thirdsText(mean),
    rule,
  ].join('\n')
}

/** Dice of each third of the ventricle, base to apex, where the mean has them. */
function thirdsText(mean: Mean): string[] {
  const rows = entries(mean).flatMap(([id, { thirds }]) =>
    thirds
      ? [[regions[id].name, ...[thirds.basal, thirds.mid, thirds.apical].map((dice) => figure(dice, 3))]]
      : [],
  )
  return rows.length ? [table(['Dice by third', 'basal', 'mid', 'apical'], rows)] : []
}

/** Each case's Dice and HD95 per structure, ED / ES. */
export function casesText(cases: readonly CaseResult[]): string {
  const ids = [...new Set(cases.flatMap(({ structures }) => entries(structures).map(([id]) => id)))]
  const unit = lengthUnit(cases)
  const head = ['Case', ...ids.flatMap((id) => [`${regions[id].name} Dice`, `HD95 ${unit}`])]
  const rows = cases.map(({ id, structures }) => [
    id,
    ...ids.flatMap((region) => {
      const { ed, es, still } = structures[region] ?? { ed: null, es: null }
      if (still) return [figure(still.dice, 3), figure(still.hd95Mm, 1)]
      return [
        `${figure(ed?.dice, 3)} / ${figure(es?.dice, 3)}`,
        `${figure(ed?.hd95Mm, 1)} / ${figure(es?.hd95Mm, 1)}`,
      ]
    }),
  ])
  return `${table(head, rows)}\n${cases.some(isStill) ? '' : 'ED / ES, '}three-dimensional, per volume`
}

/** A case with one image and no heart beat. */
const isStill = ({ structures }: CaseResult): boolean => Object.values(structures).some(({ still }) => still)

/** Volumes of structures, each beside the reference's. */
function volumesText(cases: readonly CaseResult[]): string {
  const ids = [...new Set(cases.flatMap(({ volumesMl = {} }) => entries(volumesMl).map(([id]) => id)))]
  const rows = cases.map(({ id, volumesMl }) => [
    id,
    ...ids.map((region) => {
      const { own, reference } = volumesMl?.[region] ?? { own: null, reference: null }
      return `${figure(own, 1)} (${figure(reference, 1)})`
    }),
  ])
  return `${table(['Case', ...ids.map((id) => `${regions[id].name} ml`)], rows)}\nmeasured (reference)`
}

/** Volumes and ejection fractions, each beside the reference's. */
export function functionText(cases: readonly CaseResult[]): string {
  const columns = [
    ['LV EDV ml', 'edvMl', 1],
    ['LV ESV ml', 'esvMl', 1],
    ['LV EF %', 'efPercent', 1],
    ['RV EF %', 'rvEfPercent', 1],
    ['LV mass g', 'massG', 0],
  ] as const
  const rows = cases.map((one) => [
    one.id,
    ...columns.map(
      ([, key, digits]) => `${figure(one[key], digits)} (${figure(one.reference[key], digits)})`,
    ),
  ])
  return `${table(['Case', ...columns.map(([title]) => title)], rows)}\nmeasured (reference)`
}

const measuredText = (cases: readonly CaseResult[]): string =>
  !cases.every(isStill)
    ? functionText(cases)
    : cases.some(({ volumesMl }) => volumesMl)
      ? volumesText(cases)
      : ''

/** Means of the metrics that plug-ins brought, and which numbers are better. */
export function pluginText(mean: Mean, metrics: readonly PluginFacts[] = []): string[] {
  if (metrics.length === 0) return []
  const head = metrics.map(
    ({ title, unit, direction }) => `${title}${unit ? ` ${unit}` : ''} (${direction} is better)`,
  )
  const rows = entries(mean).map(([id, { plugins }]) => [
    regions[id].name,
    ...metrics.map((metric) => figure(plugins?.[metric.id] ?? null, 3)),
  ])
  return [table(['Structure', ...head], rows)]
}

/** All that `experiment run` tells a person. */
export function experimentText(result: ExperimentResult): string {
  const took = `${Math.round(result.seconds)} s; model ${result.model}; run ${result.run}`
  if (result.cases.length === 0) return `${took}\nThe split has no test cases: nothing was measured.`
  return [
    casesText(result.cases),
    measuredText(result.cases),
    meanText(result.mean, result.rule, lengthUnit(result.cases)),
    ...pluginText(result.mean, result.metrics),
    took,
  ].join('\n\n')
}
