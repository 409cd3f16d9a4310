import type { CaseResult, MeanScore, RegionScore, ThirdDice } from '#shared/domain/evaluation'
import { regions as allRegions, type RegionId } from '#shared/domain/structures'

export interface MeanScores {
  readonly mean: Partial<Record<RegionId, MeanScore>>
  /** The empty-case rule in words, with its counts: it stands under the means (R-TR-14, R-CP-8). */
  readonly rule: string
}

/**
 * Means over volumes, ED, ES or the only image of each case counted apart (evaluation E0.3, per_volume). Volumes in which one side is
 * empty count in the mean Dice as 0 and are left out of the mean distances, which they do not have.
 */
export function meanScores(
  cases: readonly Pick<CaseResult, 'structures'>[],
  regions: readonly RegionId[],
): MeanScores {
  const mean: Partial<Record<RegionId, MeanScore>> = {}
  for (const region of regions) {
    const scores = cases.flatMap(({ structures }) => {
      const phases = structures[region]
      return [phases?.ed, phases?.es, phases?.still].filter((score) => score !== null && score !== undefined)
    })
    mean[region] = meanOfVolumes(scores)
  }
  const beats = cases.some(({ structures }) => Object.values(structures).some(({ ed, es }) => ed ?? es))
  return { mean, rule: ruleInWords(mean, regions, beats ? 'ED and ES' : 'one a case') }
}

function meanOfVolumes(scores: readonly RegionScore[]): MeanScore {
  const thirds = scores.flatMap((score) => score.thirds ?? [])
  const own = [...new Set(scores.flatMap(({ plugins = {} }) => Object.keys(plugins)))]
  const third = (id: keyof ThirdDice): number => meanOf(thirds.map((one) => one[id])) ?? 0
  return {
    dice: meanOf(scores.map(({ dice }) => dice)),
    hdMm: meanOf(scores.map(({ hdMm }) => hdMm)),
    hd95Mm: meanOf(scores.map(({ hd95Mm }) => hd95Mm)),
    volumes: scores.length,
    bothEmpty: scores.filter(({ empty }) => empty === 'both').length,
    oneEmpty: scores.filter(({ empty }) => empty === 'prediction' || empty === 'reference').length,
    ...(thirds.length > 0 && {
      thirds: { basal: third('basal'), mid: third('mid'), apical: third('apical') },
    }),
    ...(own.length > 0 && {
      plugins: Object.fromEntries(
        own.map((id) => [id, meanOf(scores.map(({ plugins }) => plugins?.[id] ?? null))]),
      ),
    }),
  }
}

function meanOf(values: readonly (number | null)[]): number | null {
  const there = values.filter((value) => value !== null)
  return there.length === 0 ? null : there.reduce((sum, value) => sum + value, 0) / there.length
}

function ruleInWords(mean: MeanScores['mean'], regions: readonly RegionId[], which: string): string {
  const rows = regions.map((region) => ({ region, ...mean[region]! }))
  const volumes = Math.max(0, ...rows.map((row) => row.volumes))
  const count = (key: 'bothEmpty' | 'oneEmpty') => rows.reduce((sum, row) => sum + row[key], 0)
  const named = rows
    .filter((row) => row.bothEmpty + row.oneEmpty > 0)
    .map((row) => `${allRegions[row.region].name}: both ${row.bothEmpty}, one ${row.oneEmpty}`)
  return (
    `Mean over ${volumes} volumes (${which}), distances in 3-D. ` +
    'Both sides empty: Dice 1, distance 0 mm; one side empty: Dice 0, distance undefined and left out of its mean. ' +
    `Both empty ${count('bothEmpty')}, one empty ${count('oneEmpty')}` +
    (named.length > 0 ? ` (${named.join('; ')}).` : '.')
  )
}
