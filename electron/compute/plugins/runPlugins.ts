import type { Experiment } from '#shared/domain/experiment'
import {
  idOfPlugin,
  isPluginName,
  type PluginFacts,
  type PluginName,
  type PluginPin,
} from '#shared/domain/plugin'
import { notAllowed, placedFile } from '#electron/workspace/plugins/placedPlugins'
import { pluginHash, readShort } from '#electron/workspace/plugins/pluginFiles'
import type { LossPlugin, MetricPlugin, NetworkPlugin, Plugin } from '#models/plugins/contract'
import { loadedPlugin, type PluginRules } from './loadedPlugin'

/** The plug-ins of a run, loaded into its process. */
export interface RunPlugins {
  readonly loss: LossPlugin | null
  readonly network: NetworkPlugin | null
  readonly metrics: readonly MetricPlugin[]
  /** What the metrics say of themselves. */
  readonly measured: readonly PluginFacts[]
  /** What the run executes besides Septum, a sentence each. */
  readonly told: readonly string[]
}

export const noPlugins: RunPlugins = { loss: null, network: null, metrics: [], measured: [], told: [] }

/**
 * Loads what an experiment names from the copies in its run's folder, if they are the bytes that were allowed, each after
 * a trial. Throws PLUGIN_NOT_ALLOWED, PLUGIN_INVALID, PLUGIN_FAILED, PLUGIN_SLOW.
 */
export async function runPlugins(
  { network, training, metrics }: Experiment,
  runFolder: string,
  pins: readonly PluginPin[],
  rules: PluginRules = {},
): Promise<RunPlugins> {
  const told: string[] = []
  const loaded = async <K extends Plugin['kind']>(name: PluginName, kind: K) => {
    const id = idOfPlugin(name)
    const pin = pins.find((one) => one.id === id)
    if (!pin) throw notAllowed(id, 'the run was started without it')
    const bytes = await readShort(placedFile(runFolder, id), `${id}.mjs`)
    if (pluginHash(bytes) !== pin.sha256) throw notAllowed(id, "the copy in the run's folder was changed")
    const one = await loadedPlugin(bytes, id, kind, rules)
    told.push(`Runs the plug-in ${one.facts.title} (${kind}, SHA-256 ${pin.sha256.slice(0, 16)}).`)
    return one
  }
  const measures = []
  for (const name of metrics) measures.push(await loaded(name, 'metric'))
  return {
    loss: isPluginName(training.loss) ? (await loaded(training.loss, 'loss')).plugin : null,
    network: isPluginName(network.id) ? (await loaded(network.id, 'network')).plugin : null,
    metrics: measures.map(({ plugin }) => plugin),
    measured: measures.map(({ facts }) => facts),
    told,
  }
}
