import type { CaseResult } from '#shared/domain/evaluation'
import type { FailedMetric, SentMetric } from '#shared/domain/plugin'
import { SeptumError } from '#shared/errors/SeptumError'
import type { MeasuredCase } from '#shared/ipc/children'
import type { MetricPlugin } from '#models/plugins/contract'
import { guardedPlugin } from '../plugins/guardedPlugin'
import { importPlugin } from '../plugins/importPlugin'
import { PluginScorer, type ScoredVolumes } from '../segmenting/pluginScores'

/** Metrics of plug-ins that the host sent because a person allowed these very bytes: loaded once, by hash. */
export class SentMetrics {
  private readonly loaded = new Map<string, Promise<MetricPlugin>>()

  constructor(private readonly seconds?: number) {}

  /** The result with their numbers; those that fail are left out, and told. */
  async measured(
    metrics: readonly SentMetric[],
    result: CaseResult,
    volumes: ScoredVolumes,
  ): Promise<MeasuredCase> {
    const failed: FailedMetric[] = []
    const told = (id: string, { message }: SeptumError): void => void failed.push({ id, cause: message })
    const there: MetricPlugin[] = []
    for (const metric of metrics)
      try {
        there.push(await this.of(metric))
      } catch (error) {
        if (!(error instanceof SeptumError)) throw error
        told(metric.facts.id, error)
      }
    return { result: new PluginScorer(there, told).scored(result, volumes), failed }
  }

  private of({ facts, sha256, base64 }: SentMetric): Promise<MetricPlugin> {
    const known = this.loaded.get(sha256) ?? this.load(facts.id, base64)
    this.loaded.set(sha256, known)
    return known
  }

  private async load(id: string, base64: string): Promise<MetricPlugin> {
    const { plugin } = await importPlugin(Buffer.from(base64, 'base64'), `${id}.mjs`)
    if (plugin.kind !== 'metric')
      throw new SeptumError('PLUGIN_INVALID', { file: `${id}.mjs`, reason: 'it is no metric' })
    return guardedPlugin(plugin, this.seconds) as MetricPlugin
  }
}
