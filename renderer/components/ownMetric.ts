import type { PluginFacts } from '#shared/domain/plugin'

/** A plug-in's metric as a row or column is headed: title, what it is of, unit, and an arrow to where it is better. */
export const metricName = ({ title, unit, direction }: PluginFacts, of = ''): string =>
  `${title}${of && ` ${of}`}${unit ? `, ${unit}` : ''} ${direction === 'lower' ? '↓' : '↑'}`

/** Where its message for a tooltip stands; it wants the `id`. */
export const metricHint = ({ direction }: PluginFacts): string => `controls.metric.${direction ?? 'higher'}`

/** Decimals that show three figures of the largest of these, at most three: what a plug-in measures can be of any size. */
export function digitsFor(values: readonly (number | null | undefined)[]): number {
  const largest = Math.max(0, ...values.map((value) => Math.abs(value ?? 0)))
  return largest < 1 ? 3 : largest < 10 ? 2 : largest < 100 ? 1 : 0
}
