import type { ModelRow } from '#shared/domain/model'
import type { RegionId } from '#shared/domain/structures'

/** Mean Dice per structure on the sealed test part; empty for what was never evaluated. */
export function meanDice({ card }: ModelRow): Partial<Record<RegionId, number | null>> {
  const means = Object.entries(card?.result?.mean ?? {}) as [RegionId, { dice: number | null }][]
  return Object.fromEntries(means.map(([id, { dice }]) => [id, dice]))
}

/** `256 × 256 × 1`. */
export const sizeText = (sizes: readonly number[]): string => sizes.join(' × ')

/** Bytes as `11.1 MB`; decimal units, as file managers show them. */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 99.95 ? value.toFixed(0) : value.toFixed(1)} ${units[unit]}`
}

/** Operations of one image as `12.3 GFLOP`. */
export const flopsText = (flops: number): string =>
  flops >= 1e9 ? `${(flops / 1e9).toFixed(1)} GFLOP` : `${(flops / 1e6).toFixed(1)} MFLOP`

/** Seconds as `45 s`, `12 min` or `2 h 05 min`. */
export function durationText(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}
