import type { PhaseScores, RegionScore } from '#shared/domain/evaluation'
import { idOfPlugin, isPluginName, type PluginName } from '#shared/domain/plugin'

/** A score with its digits; what rounds to nought has no sign; a dash is a statement: it could not be had. */
export function numberOrDash(value: number | null, digits: number): string {
  if (value === null || !Number.isFinite(value)) return '–'
  const text = value.toFixed(digits)
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−')
}

/** What is scored of each volume of a structure: by Septum, or by a plug-in's metric. */
export type VolumeMeasure = 'dice' | 'hdMm' | 'hd95Mm' | PluginName

/** Null where it could not be had. */
export function scoreOf(score: RegionScore | null | undefined, measure: VolumeMeasure): number | null {
  if (isPluginName(measure)) return score?.plugins?.[idOfPlugin(measure)] ?? null
  return score?.[measure] ?? null
}

/** Mean of a measure over the phases that have it; null where none has. */
export function meanOfPhases(scores: PhaseScores | undefined, measure: VolumeMeasure): number | null {
  const values = [scores?.ed, scores?.es, scores?.still]
    .map((score) => scoreOf(score, measure))
    .filter((value) => value !== null)
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** A difference with its sign, such as +4.2 or −0.8; what rounds to nought has none; a dash where there is none. */
export function signed(difference: number | null, digits: number): string {
  if (difference === null) return '–'
  const text = Math.abs(difference).toFixed(digits)
  if (Number(text) === 0) return text
  return `${difference < 0 ? '−' : '+'}${text}`
}
