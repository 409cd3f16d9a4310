import type { MetricPlugin, MetricVolume } from './contract'
import { called, pluginFailed } from './pluginFault'

/** A plug-in's number for a volume. Throws PLUGIN_FAILED when it throws, or gives neither a finite number nor null. */
export function pluginScore({ id, measure }: MetricPlugin, volume: MetricVolume): number | null {
  const own = { ...volume, truth: volume.truth.slice(), mask: volume.mask.slice() }
  const what = `measure of ${volume.case}`
  const value: unknown = called(id, what, () => measure(own))
  if (value === null) return null
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw pluginFailed(
      id,
      `its ${what} gives ${String(value).slice(0, 40)}, and a finite number or null is wanted`,
    )
  return value
}
